// The bodies of the requests that find out what can be written, as native/protocol.h lays them out.
import type { RegisterId } from '@regscope/registers';
import { u32, u64 } from './bytes.ts';
import { protocol } from './protocol.ts';
import { valueBytes } from './requests.ts';

/** The vCPU that is written through, and one that is only looked through. */
export type Pair = { vcpu: number; other?: number };

/** `watch` reads all registers of both again after every write that succeeded. */
export type Watched = Pair & { watch: boolean };

export type Trial = { id: RegisterId; value: bigint };

export function flipBody(vm: number, { vcpu, other = protocol.RS_NO_VCPU }: Pair, ids: readonly RegisterId[]): Buffer {
  return Buffer.concat([u32(vm, vcpu, other, ids.length), u64(...ids)]);
}

/** Throws a RangeError for a value that is wider than its register or an id without a size. */
export function trialsBody(vm: number, { vcpu, other, watch }: Watched, trials: readonly Trial[]): Buffer {
  return Buffer.concat([
    u32(vm, vcpu, other ?? protocol.RS_NO_VCPU, watch ? 1 : 0, trials.length, 0),
    ...trials.flatMap((trial) => [u64(trial.id), valueBytes(trial)]),
  ]);
}
