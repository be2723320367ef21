import type { VmReading } from '@regscope/kvm';
import { othersMoved, type CarriedOut, type Did, type DoneWrite } from './carried-out.ts';
import { movedBetween, valueIn, type Moved } from './readings.ts';
import { restore } from './restore.ts';
import type { RegisterAccess } from './vm-access.ts';

/** Gives a VM its old values again, the last written first, and then those that were taken along. */
export async function putBack(vm: RegisterAccess, before: VmReading, done: readonly DoneWrite[]): Promise<CarriedOut> {
  const reached = done.filter(({ did }) => did === 'written' || did === 'changed');
  await restore(
    vm,
    reached.toReversed().map(({ id, through, old }) => ({ id, vcpu: through, old, new: null })),
  );
  await restore(vm, movedBetween(before, await vm.read()));
  const after = await vm.read();
  const stillMoved = movedBetween(before, after);
  const writes = done.map((write) => ended(write, after, stillMoved));
  const failed = done.filter(({ did }) => did === 'refused' || did === 'changed');
  return { outcome: outcomeOf(reached, stillMoved), writes, moved: othersMoved(before, after, done), failed };
}

function outcomeOf(reached: readonly DoneWrite[], moved: readonly Moved[]): CarriedOut['outcome'] {
  if (moved.length > 0) return 'partly';
  return reached.length === 0 ? 'refused' : 'rolled back';
}

/** What refused, or stored something else, keeps its name: that is why the others were put back. */
function ended(write: DoneWrite, after: VmReading, moved: readonly Moved[]): DoneWrite {
  const stored = valueIn(after, write.through, write.id);
  const isBack = !moved.some(({ id, vcpu }) => id === write.id && (write.seenBy ?? vcpu) === vcpu);
  return { ...write, stored, did: didAtLast(write.did, isBack) };
}

function didAtLast(did: Did, isBack: boolean): Did {
  if (did === 'not tried' || did === 'refused') return did;
  if (!isBack) return 'not put back';
  return did === 'changed' ? 'changed' : 'put back';
}
