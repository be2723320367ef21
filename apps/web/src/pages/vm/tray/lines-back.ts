import type { RegisterRow } from '@regscope/contract';
import type { WrittenLine } from './confirm-dialog.tsx';
import { groupDone, type DoneWrite } from './group-writes.ts';

/** What returns: a write that was made for several vCPUs stands there once, and so does one that all of them see. */
export function linesBack(writes: readonly DoneWrite[], registers: readonly RegisterRow[]): WrittenLine[] {
  const shared = new Set(registers.filter(isOneForAll).map(({ id }) => id));
  return groupDone(writes).map(({ first: { id, name, stored, new: to, old }, vcpus }) => ({
    name,
    vcpus,
    isShared: shared.has(id),
    old: stored ?? to,
    to: old,
  }));
}

function isOneForAll({ scope: { kind } }: RegisterRow): boolean {
  return kind === 'vm' || kind === 'host';
}
