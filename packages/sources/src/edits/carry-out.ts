// Writes the registers of a plan and finds out what became of them. All of them end up written, or none: what was changed is put back.
import { volatileBits } from '@regscope/catalogs';
import type { VmReading } from '@regscope/kvm';
import { sizeInBytes, type PlannedWrite } from '@regscope/registers';
import { othersMoved, type CarriedOut, type Did, type DoneWrite } from './carried-out.ts';
import { putBack } from './put-back.ts';
import { valueIn } from './readings.ts';
import type { RegisterAccess } from './vm-access.ts';

/** Rejects when the way to the VM ends meanwhile: then nobody knows what was written. The caller sees to it that nobody else writes to the VM or runs it. */
export async function carryOut(vm: RegisterAccess, writes: readonly PlannedWrite[]): Promise<CarriedOut> {
  const before = await vm.read();
  const tried = await writeAll(vm, writes, 'stop at a refusal');
  const after = await vm.read();
  const done = tried.map((write) => checked(write, after));
  if (done.every(({ did }) => did === 'written'))
    return { outcome: 'applied', writes: done, moved: othersMoved(before, after, writes), failed: [] };
  return putBack(vm, before, done);
}

/** As `carryOut`, but every write is tried whatever became of the others, and nothing is put back: for scratch VMs. */
export async function tryOut(vm: RegisterAccess, writes: readonly PlannedWrite[]): Promise<CarriedOut> {
  const before = await vm.read();
  const tried = await writeAll(vm, writes, 'go on');
  const after = await vm.read();
  const done = tried.map((write) => checked(write, after));
  const failed = done.filter(({ did }) => did !== 'written');
  const outcome = failed.length === 0 ? 'applied' : 'refused';
  return { outcome, writes: done, moved: othersMoved(before, after, writes), failed };
}

/** One message each: after a refusal nothing more must reach the VM. */
async function writeAll(
  vm: RegisterAccess,
  writes: readonly PlannedWrite[],
  how: 'stop at a refusal' | 'go on',
): Promise<DoneWrite[]> {
  const done: DoneWrite[] = [];
  for (const write of writes) {
    const isOver = how === 'stop at a refusal' && done.some(({ did }) => did === 'refused');
    const [errno = null] = isOver ? [] : await vm.write([{ vcpu: write.through, id: write.id, value: write.value }]);
    done.push({ ...write, did: didOf(isOver, errno), errno, stored: null });
  }
  return done;
}

function didOf(isOver: boolean, errno: string | null): Did {
  if (isOver) return 'not tried';
  return errno === null ? 'written' : 'refused';
}

/** Read back through every vCPU that must see it, all of it: what KVM changes beside the bits that were meant is a change, too. */
function checked(write: DoneWrite, after: VmReading): DoneWrite {
  const { id, through, seenBy } = write;
  const stored = valueIn(after, through, id);
  if (write.did !== 'written') return { ...write, stored };
  const seeing = seenBy === null ? after.vcpus.map(({ vcpu }) => vcpu) : [seenBy];
  return {
    ...write,
    stored,
    did: seeing.every((vcpu) => holds(valueIn(after, vcpu, id), write)) ? 'written' : 'changed',
  };
}

/** A counter has gone on since it was written, but not for long; a status bit among others is not asked for. */
function holds(held: bigint | null, { id, mask, value }: DoneWrite): boolean {
  if (held === null) return false;
  const moving = volatileBits(id)?.mask ?? 0n;
  const bits = (sizeInBytes(id) ?? 0) * 8;
  if (moving === (1n << BigInt(bits)) - 1n) return BigInt.asUintN(bits, held - value) < A_MINUTE;
  return ((held ^ value) & ~(moving & ~mask)) === 0n;
}

/** Of a counter of 4 GHz, and far less than the smallest step that somebody would make on purpose in its upper half. */
const A_MINUTE = 1n << 38n;
