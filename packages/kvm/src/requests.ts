// The bodies of requests, as native/protocol.h lays them out.
import { sizeInBytes, writeUintLE, type RegisterId } from '@regscope/registers';
import { paddedSize, u32, u64 } from './bytes.ts';

type EnableCap = { cap: number; flags: number; args: readonly [bigint, bigint, bigint, bigint] };

/** Everything that RS_CREATE needs. Who decides it is `machineFor`, not C. */
export type Machine = {
  machineType: bigint;
  vcpus: number;
  gic: 0 | 3;
  gicDistributor: bigint;
  gicRedistributors: bigint;
  /** The bits of `struct kvm_vcpu_init`, first word. */
  features: number;
  pmuInterrupt: number;
  finalize: number;
  enable: readonly EnableCap[];
};

export type Write = { vcpu: number; id: RegisterId; value: bigint };

export function createBody(machine: Machine): Buffer {
  return Buffer.concat([
    u64(machine.machineType),
    u32(machine.vcpus, machine.gic),
    u64(machine.gicDistributor, machine.gicRedistributors),
    u32(machine.features >>> 0, 0, 0, 0, 0, 0, 0, machine.pmuInterrupt, machine.finalize, machine.enable.length),
    ...machine.enable.flatMap(({ cap, flags, args }) => [u32(cap, flags), u64(...args)]),
  ]);
}

export function readBody(vm: number, ids: readonly RegisterId[]): Buffer {
  return Buffer.concat([u32(vm, 0, 0, ids.length), u64(...ids)]);
}

/** Throws a RangeError for a value that is wider than its register or an id without a size. */
export function writeBody(vm: number, writes: readonly Write[]): Buffer {
  return Buffer.concat([
    u32(vm, writes.length),
    ...writes.flatMap((write) => [u32(write.vcpu, 0), u64(write.id), valueBytes(write)]),
  ]);
}

/** Throws a RangeError for a value that is wider than its register or an id without a size. */
export function valueBytes({ id, value }: { id: RegisterId; value: bigint }): Buffer {
  const size = sizeInBytes(id);
  if (size === undefined) throw new RangeError(`the id 0x${id.toString(16)} names no register size`);
  const bytes = Buffer.alloc(paddedSize(size));
  writeUintLE(value, bytes.subarray(0, size));
  return bytes;
}
