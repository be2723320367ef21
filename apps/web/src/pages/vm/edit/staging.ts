// What the panel needs to change registers: the plan as it stands, and how to make another of it.
import { mayEdit, mayPlan, type FindRegister, type Permission } from '@regscope/checks/edits';
import type { Vm } from '@regscope/contract';
import type { Edit } from '@regscope/registers';
import { useMemo } from 'react';
import type { Reading } from '../../../api/reading.ts';
import { useRole } from '../../../api/use-role.ts';
import { sentence } from '../../../ui/sentence.ts';
import { editsIn, type VmSearch } from '../vm-search.ts';
import { finder } from './edited-register.ts';

/** `keep`: the way back leads to the plan as it was, for it is replaced as a whole. */
export type ChangeEdits = (make: (edits: readonly Edit[]) => readonly Edit[], past?: 'keep') => void;

export type Staging = {
  edits: readonly Edit[];
  /** Why nothing can be staged now; empty when it can. */
  because: string;
  /** Why what is staged cannot be tried or applied here; empty when it can. */
  noApply: string;
  find: FindRegister;
  change: ChangeEdits;
};

type Sources = { vm: Vm; reading: Reading; search: VmSearch; change: ChangeEdits };

/** A plan that cannot be read counts as none here; the tray says what is wrong with it. */
export function useStaging({ vm, reading, search, change }: Sources): Staging {
  const role = useRole();
  const find = useMemo(() => finder(reading.list), [reading.list]);
  const { plan = '' } = search;
  const edits = useMemo(() => editsIn({ plan }) ?? [], [plan]);
  const phase = vm.phase === 'new' ? reading.list.phase : vm.phase;
  const of = { ...vm, phase };
  return { edits, because: whyNot(mayPlan(of, role)), noApply: whyNot(mayEdit(of, role)), find, change };
}

function whyNot(permission: Permission): string {
  return permission.ok ? '' : sentence(permission.because);
}
