// Writes the registers of a plan and finds out what became of them. All of them end up written, or none: what was changed is put back.
import { volatileBits } from '@regscope/catalogs';
import type { VmReading } from '@regscope/kvm';
import { sizeInBytes, type PlannedWrite } from '@regscope/registers';
import { othersMoved, type CarriedOut, type Did, type DoneWrite, type Target } from './carried-out.ts';
import { putBack } from './put-back.ts';
import { valueIn } from './readings.ts';

/** Rejects with a KvmError when the host ends meanwhile. The caller sees to it that nobody else writes to the VM or runs it. */
export async function carryOut(target: Target, writes: readonly PlannedWrite[]): Promise<CarriedOut> {
  const before = await target.kvm.read(target.vm);
  const tried = await writeAll(target, writes, 'stop at a refusal');
  const after = await target.kvm.read(target.vm);
  const done = tried.map((write) => checked(write, after));
  if (done.every(({ did }) => did === 'written'))
    return { outcome: 'applied', writes: done, moved: othersMoved(before, after, writes), failed: [] };
  return putBack(target, before, done);
}

/** As `carryOut`, but every write is tried whatever became of the others, and nothing is put back: for scratch VMs. */
export async function tryOut(target: Target, writes: readonly PlannedWrite[]): Promise<CarriedOut> {
  const before = await target.kvm.read(target.vm);
  const tried = await writeAll(target, writes, 'go on');
  const after = await target.kvm.read(target.vm);
  const done = tried.map((write) => checked(write, after));
  const failed = done.filter(({ did }) => did !== 'written');
  const outcome = failed.length === 0 ? 'applied' : 'refused';
  return { outcome, writes: done, moved: othersMoved(before, after, writes), failed };
}

/** One message each: after a refusal nothing more must reach the VM. */
async function writeAll(
  { kvm, vm }: Target,
  writes: readonly PlannedWrite[],
  how: 'stop at a refusal' | 'go on',
): Promise<DoneWrite[]> {
  const done: DoneWrite[] = [];
  for (const write of writes) {
    const isOver = how === 'stop at a refusal' && done.some(({ did }) => did === 'refused');
    const [errno = null] = isOver
      ? []
      : await kvm.write(vm, [{ vcpu: write.through, id: write.id, value: write.value }]);
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
