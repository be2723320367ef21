import type { ReactNode } from 'react';
import type { Chosen } from './choose-dialog.tsx';
import { whyNotWith, type SideToChoose } from './sides-to-choose.ts';
import styles from './choose.module.css';

type ChoiceRowsProps = {
  all: readonly SideToChoose[];
  shown: readonly SideToChoose[];
  chosen: Chosen;
  onChange: (next: Chosen) => void;
};

/** Two boxes per VM: whether it moves, and whether others move to its host. */
export function ChoiceRows({ all, shown, chosen, onChange }: ChoiceRowsProps) {
  const both = [...chosen.sources, ...chosen.targets];
  const toggle = (way: keyof Chosen, text: string) => {
    const before = chosen[way];
    onChange({ ...chosen, [way]: before.includes(text) ? before.filter((one) => one !== text) : [...before, text] });
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, and the keyboard must reach it
    <div className={styles.scroll} tabIndex={0} role="region" aria-label="VMs and recorded hosts">
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">from</th>
            <th scope="col">to</th>
            <th scope="col">VM or recorded host</th>
            <th scope="col">CPU</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((side, n) => (
            <Rows key={side.text} side={side} startsGroup={shown[n - 1]?.group !== side.group}>
              {ways.map(({ way, word }) => (
                <Box
                  key={way}
                  label={`${word} ${side.text}`}
                  checked={chosen[way].includes(side.text)}
                  because={whyNotWith(both, side, all)}
                  onToggle={() => toggle(way, side.text)}
                />
              ))}
            </Rows>
          ))}
        </tbody>
      </table>
      {shown.length === 0 && <p className="soft">Nothing fits.</p>}
    </div>
  );
}

const ways = [
  { way: 'sources', word: 'from' },
  { way: 'targets', word: 'to' },
] as const;

type RowsProps = { side: SideToChoose; startsGroup: boolean; children: ReactNode };

function Rows({ side: { text, about, group }, startsGroup, children }: RowsProps) {
  return (
    <>
      {startsGroup && (
        <tr className={styles.group}>
          <td colSpan={4}>{group}</td>
        </tr>
      )}
      <tr>
        {children}
        <th scope="row">{text}</th>
        <td className="soft">{about}</td>
      </tr>
    </>
  );
}

type BoxProps = { label: string; checked: boolean; because: string | undefined; onToggle: () => void };

function Box({ label, checked, because, onToggle }: BoxProps) {
  return (
    <td title={because}>
      <input
        type="checkbox"
        aria-label={because === undefined ? label : `${label}. ${because}`}
        checked={checked}
        aria-disabled={because !== undefined}
        onChange={() => {
          if (because === undefined) onToggle();
        }}
      />
    </td>
  );
}
