import type { Vm } from '@regscope/contract';
import { ScopeBadge } from '../../components/scope-badge.tsx';
import { evidenceText, quarrelText, scopeWords } from '../../components/scope-words.ts';
import { WritableBadge } from '../../components/writable-badge.tsx';
import { isStill } from '../../components/writable.ts';
import { Icon } from '../../ui/icon.tsx';
import { ActionButton } from '../../ui/action-button.tsx';
import { maskFacts, maskQuarrels } from './mask-facts.ts';
import { MaskRows } from './mask-rows.tsx';
import type { TableRow } from './row-model.ts';
import styles from './standing-section.module.css';

type StandingSectionProps = {
  found: TableRow;
  kind: Vm['kind'];
  /** Where a VM like this was probed; undefined where none was. */
  probed: string | undefined;
  onProbe: () => void;
};

/** Whose the register is, what can be changed of it, and what each of these rests on. */
export function StandingSection({ found: { row, writable }, kind, probed, onProbe }: StandingSectionProps) {
  const { scope, mutability } = row;
  const facts = maskFacts(mutability);
  return (
    <section aria-label="Scope and writing">
      <h3>Scope and writing</h3>
      <p className={styles.whose}>
        <ScopeBadge kind={scope.kind} evidence={scope.evidence} /> {scopeWords[scope.kind].meaning}
      </p>
      <p className={styles.evidence}>{evidenceText(scope)}</p>
      <Quarrels texts={(scope.quarrels ?? []).map(quarrelText)} />
      <p className={styles.line}>
        <WritableBadge writable={writable} /> {writable !== 'unknown' && !isStill(writable) && <span>now</span>}
        {probed !== undefined && scope.evidence !== 'probed' && (
          <span className={styles.evidence}>probed: {probed}</span>
        )}
      </p>
      <MaskRows facts={facts} bits={row.size * 8} />
      <Quarrels texts={maskQuarrels(mutability)} />
      {probed === undefined && <NotProbed kind={kind} onProbe={onProbe} />}
    </section>
  );
}

/** What does not agree. */
function Quarrels({ texts }: { texts: readonly string[] }) {
  return texts.map((quarrel) => (
    <p key={quarrel} className={styles.quarrel}>
      <Icon name="differs" /> <span>{quarrel}</span>
    </p>
  ));
}

function NotProbed({ kind, onProbe }: Pick<StandingSectionProps, 'kind' | 'onProbe'>) {
  if (kind === 'recorded')
    return (
      <p className={styles.evidence}>This recording was taken without a probe, and a recording cannot be probed.</p>
    );
  return (
    <div className={styles.offer}>
      <p>
        Nobody has tried which bits this kernel accepts. A probe does, on fresh VMs of its own, in one to five minutes;
        this VM is only read.
      </p>
      <ActionButton onClick={onProbe}>Probe this host…</ActionButton>
    </div>
  );
}
