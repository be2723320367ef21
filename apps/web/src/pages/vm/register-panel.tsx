import { findRegister, decodeId } from '@regscope/registers';
import type { Reading } from '../../api/reading.ts';
import { IdDecoding } from '../../components/id-decoding.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { TimeAgo } from '../../ui/time-ago.tsx';
import { RadixSwitch, useRadix } from './radix-switch.tsx';
import type { TableRow } from './row-model.ts';
import { PreviousValue } from './previous-value.tsx';
import { ValueFields } from './value-fields.tsx';
import { ValueGroups } from './value-groups.tsx';
import styles from './register-panel.module.css';

type RegisterPanelProps = { id: string; found: TableRow | undefined; reading: Reading; onClose: () => void };

/** Everything about one register: its values, what they were, and what its id says. */
export function RegisterPanel({ id, found, reading, onClose }: RegisterPanelProps) {
  const [radix, setRadix] = useRadix();
  const parsed = findRegister(id);
  const name = found?.row.name ?? (parsed === undefined ? id : decodeId(parsed).name);
  const earlier = reading.earlier.get(id);
  return (
    <aside aria-label={`Register ${name}`} className={styles.panel}>
      <header className={styles.head}>
        <h2 className={styles.name}>{name}</h2>
        <CopyButton text={name} what="the name" />
        <button
          type="button"
          className={styles.close}
          aria-label="Close the panel"
          title="Close (Esc)"
          onClick={onClose}
        >
          <Icon name="cross" />
        </button>
      </header>
      <p className={styles.facts}>
        <code>{id}</code> <CopyButton text={id} what="the id" />
        {found !== undefined && (
          <span>
            {found.row.class} · {found.row.size * 8} bits{found.row.title === '' ? '' : ` · ${found.row.title}`}
          </span>
        )}
      </p>
      {found === undefined && <p className={styles.missing}>This VM does not list the register.</p>}
      {found !== undefined && (
        <section aria-label="Values">
          <div className={styles.sectionHead}>
            <h3>Value</h3>
            <RadixSwitch radix={radix} onChange={setRadix} />
            <span className={styles.read}>
              read <TimeAgo at={reading.list.readAt} />
            </span>
          </div>
          <ValueGroups groups={found.groups} bytes={found.row.size} radix={radix} />
          {earlier !== undefined && <PreviousValue earlier={earlier} row={found.row} radix={radix} />}
        </section>
      )}
      {found !== undefined && <ValueFields row={found} reading={reading} radix={radix} />}
      <section aria-label="Id">
        <div className={styles.sectionHead}>
          <h3>Id</h3>
        </div>
        {parsed === undefined ? <p>“{id}” is no register id.</p> : <IdDecoding id={parsed} />}
      </section>
    </aside>
  );
}
