import { decodeId, findRegister, type RegisterId } from '@regscope/registers';
import type { Vm } from '@regscope/contract';
import type { Reading } from '../../api/reading.ts';
import type { CatalogueState } from '../../api/use-catalogue.ts';
import { IdDecoding } from '../../components/id-decoding.tsx';
import { IdProblems } from '../../components/id-problems.tsx';
import { RegisterNotes } from '../../components/register-notes.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { ScopeBadge } from '../../components/scope-badge.tsx';
import { whereProbed } from '../../components/writable.ts';
import type { Staging } from './edit/staging.ts';
import type { TableRow } from './row-model.ts';
import { TakenSection, type TakenSectionProps } from './taken/taken-section.tsx';
import type { TakenState } from './taken/use-taken.ts';
import { StandingSection } from './standing-section.tsx';
import { ValueSection } from './value-section.tsx';
import styles from './register-panel.module.css';

type RegisterPanelProps = Pick<TakenSectionProps, 'asked' | 'wanted' | 'onAsk'> & {
  taken: TakenState;
  id: string;
  found: TableRow | undefined;
  reading: Reading;
  state: CatalogueState;
  kind: Vm['kind'];
  staging: Staging;
  onProbe: () => void;
  onClose: () => void;
};

/** Everything about one register: its values, what they were, and what its id says. */
export function RegisterPanel(props: RegisterPanelProps) {
  const { id, found, reading, state, kind, staging, taken, asked, wanted, onAsk, onProbe, onClose } = props;
  const { list } = reading;
  const parsed = findRegister(id);
  const name = found?.row.name ?? (parsed === undefined ? id : decodeId(parsed).name);
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
      {found !== undefined && found.row.title !== '' && <p className={styles.title}>{found.row.title}</p>}
      <p className={styles.facts}>
        <code>{id}</code> <CopyButton text={id} what="the id" />
        {found !== undefined && (
          <span>
            {found.row.class} · {found.row.size * 8} bits · <ScopeBadge kind={found.row.scope.kind} evidence={null} />
          </span>
        )}
      </p>
      {found === undefined && <p className={styles.missing}>{whyMissing(parsed, reading.list.arch)}</p>}
      {parsed !== undefined && <RegisterNotes id={parsed} details={state.catalogue?.details(parsed)} />}
      {found !== undefined && <ValueSection key={id} found={found} reading={reading} state={state} staging={staging} />}
      {found !== undefined && (
        <StandingSection found={found} kind={kind} probed={whereProbed(reading.list.registers)} onProbe={onProbe} />
      )}
      {found !== undefined && (
        <TakenSection
          {...{ asked, wanted, onAsk, onProbe }}
          taken={found.taken}
          state={taken}
          vm={{ host: list.host, vm: list.vm, arch: list.arch, kind }}
        />
      )}
      <section aria-label="Id">
        <div className={styles.sectionHead}>
          <h3>Id</h3>
        </div>
        {parsed === undefined ? (
          <p>“{id}” is no register id.</p>
        ) : (
          <>
            <IdProblems id={parsed} />
            <IdDecoding id={parsed} />
          </>
        )}
      </section>
    </aside>
  );
}

function whyMissing(id: RegisterId | undefined, arch: string): string {
  const of = id === undefined ? arch : decodeId(id).arch;
  if (of === arch || of === 'unknown') return 'This VM does not list the register.';
  return `This VM does not list the register: it is one of ${of}, and the VM is ${arch}.`;
}
