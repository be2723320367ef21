import type { CaptureSummary } from '@regscope/contract';
import { useId } from 'react';
import { ActionButton } from '../../ui/action-button.tsx';
import { comparable, cpuOf, type Pair } from './kernel-lines.ts';
import frames from '../../ui/frames.module.css';
import styles from './timeline.module.css';

type PairPickerProps = { captures: readonly CaptureSummary[]; pair: Pair; onChange: (pair: Pair) => void };

/** The two sides, and a button that turns them round. */
export function PairPicker({ captures, pair, onChange }: PairPickerProps) {
  const { from, to } = pair;
  const arch = captures.find(({ name }) => name === from)?.arch;
  const all = comparable(captures);
  const choose = (next: string) => onChange(withFrom(all, pair, next));
  return (
    <div role="group" aria-label="Captures to compare" className={styles.pair}>
      <CaptureSelect label="From" chosen={from} captures={all} onChange={choose} />
      <ActionButton title="Compare the other way round" onClick={() => onChange({ from: to, to: from })}>
        ⇄ <span className="hidden-text">Swap</span>
      </ActionButton>
      <CaptureSelect
        label="To"
        chosen={to}
        captures={all.filter((capture) => capture.arch === arch)}
        onChange={(next) => onChange({ from, to: next })}
      />
    </div>
  );
}

/** Another architecture on one side takes the other side with it. */
function withFrom(all: readonly CaptureSummary[], { to }: Pair, from: string): Pair {
  const archOf = (name: string) => all.find((one) => one.name === name)?.arch;
  if (archOf(from) === archOf(to)) return { from, to };
  const other = all.findLast((one) => one.arch === archOf(from) && one.name !== from);
  return { from, to: other?.name ?? from };
}

type CaptureSelectProps = {
  label: string;
  chosen: string;
  captures: readonly CaptureSummary[];
  onChange: (name: string) => void;
};

function CaptureSelect({ label, chosen, captures, onChange }: CaptureSelectProps) {
  const id = useId();
  const groups = [...new Set(captures.map(groupOf))];
  return (
    <>
      <label htmlFor={id}>{label}</label>
      <select id={id} className={frames.select} value={chosen} onChange={(event) => onChange(event.target.value)}>
        {!captures.some(({ name }) => name === chosen) && <option value={chosen}>{chosen}</option>}
        {groups.map((group) => (
          <optgroup key={group} label={group}>
            {captures
              .filter((capture) => groupOf(capture) === group)
              .map(({ name, kernel }) => (
                <option key={name} value={name}>
                  {name} · {kernel}
                </option>
              ))}
          </optgroup>
        ))}
      </select>
    </>
  );
}

function groupOf(capture: CaptureSummary): string {
  return `${capture.arch}, ${cpuOf(capture)}`;
}
