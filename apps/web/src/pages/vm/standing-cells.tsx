import { unreachable } from '@regscope/registers';
import { ScopeBadge } from '../../components/scope-badge.tsx';
import { evidenceText, scopeWords } from '../../components/scope-words.ts';
import { WritableBadge } from '../../components/writable-badge.tsx';
import type { Writable } from '../../components/writable.ts';
import { Hint } from '../../ui/hint.tsx';
import type { TableRow } from './row-model.ts';
import styles from './register-table.module.css';

type StandingCellsProps = {
  row: TableRow;
  /** Where a VM like this was probed; undefined where none was. */
  probed: string | undefined;
  /** In the tab order while the row is the active one. */
  tabIndex: 0 | -1;
};

/** Whose the register is and what can be changed of it now, each with its evidence under pointer and focus. */
export function StandingCells({ row: { row, writable }, probed, tabIndex }: StandingCellsProps) {
  const { scope, mutability } = row;
  return (
    <>
      <div role="gridcell" aria-colindex={5} className={styles.scope}>
        <Hint text={`${scopeWords[scope.kind].meaning}\n${evidenceText(scope)}`} tabIndex={tabIndex}>
          <ScopeBadge kind={scope.kind} evidence={scope.evidence} />
        </Hint>
      </div>
      <div role="gridcell" aria-colindex={6} className={styles.writable}>
        <Hint text={writableText(writable, { ...mutability, probed })} tabIndex={tabIndex}>
          <WritableBadge writable={writable} length="short" />
        </Hint>
      </div>
    </>
  );
}

function writableText(
  writable: Writable,
  { before, after, probed }: TableRow['row']['mutability'] & { probed: string | undefined },
): string {
  if (before === 'unknown') return 'Nobody has tried what this kernel accepts: no VM like this one was probed.';
  const now = meaning(writable);
  return `${now}\nBefore the first run: ${amounts[before]}; after it, through every vCPU: ${amounts[after]}.\nProbed: ${probed ?? 'in the capture'}.`;
}

const amounts = { all: 'all bits', some: 'some bits', none: 'no bit', unknown: 'not known' } as const;

function meaning(writable: Writable): string {
  switch (writable) {
    case 'all':
      return 'KVM accepts a change of every bit now.';
    case 'some':
      return 'KVM accepts a change of some bits now.';
    case 'still all':
      return 'KVM still takes a change of every bit, but registers are changed here before the first run only.';
    case 'still some':
      return 'KVM still takes a change of some bits, but registers are changed here before the first run only.';
    case 'frozen':
      return 'Settled by the first run: KVM refuses a change now.';
    case 'fixed':
      return 'KVM accepts no other value, before the first run or after it.';
    case 'unknown':
      return 'Nobody has tried what can be changed.';
    default:
      return unreachable(writable);
  }
}
