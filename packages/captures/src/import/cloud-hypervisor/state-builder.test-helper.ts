import { ByteWriter } from '../byte-writer.test-helper.ts';
import { sizeOf, type BuiltRegister } from '../firecracker/snapshot-builder.test-helper.ts';

/** Core registers by their place in struct kvm_regs: 41 of 64 bits, 32 of 128, FPSR and FPCR. */
export type BuiltCore = { general: readonly bigint[]; vectors: readonly bigint[]; status: readonly [number, number] };
export type BuiltState = { core: BuiltCore; system: readonly BuiltRegister[]; extended?: readonly BuiltRegister[] };

export const emptyCore: BuiltCore = {
  general: Array.from({ length: 41 }, () => 0n),
  vectors: Array.from({ length: 32 }, () => 0n),
  status: [0, 0],
};

/** state.json: `objects` as v37 wrote it, `bytes` as v40 and later do. */
export function buildState(vcpus: readonly BuiltState[], as: 'objects' | 'bytes'): string {
  const vcpuOf = as === 'bytes' ? bytesOf : objectsOf;
  const nodes = vcpus.map((vcpu, n) => [String(n), { snapshots: {}, snapshot_data: { state: vcpuOf(vcpu) } }]);
  return JSON.stringify({
    snapshots: {
      'cpu-manager': { snapshots: Object.fromEntries(nodes), snapshot_data: null },
      'memory-manager': { snapshots: {}, snapshot_data: { state: '{}' } },
    },
    snapshot_data: { state: '{}' },
  });
}

function bytesOf({ core, system, extended }: BuiltState): string {
  const regs = new ByteWriter('little');
  for (const value of core.general) regs.u64(value);
  regs.u64(0);
  for (const value of core.vectors) regs.uint(value, 16);
  regs.u32(core.status[0]).u32(core.status[1]).u64(0);
  const wide = extended?.map(({ id, value }) => ({
    id: number(id),
    data: listOf(new ByteWriter('little').uint(value, sizeOf(id))),
  }));
  return quoteless({
    Kvm: {
      mp_state: [0, 0, 0, 0],
      core_regs: listOf(regs),
      sys_regs: system.map(({ id, value }) => listOf(new ByteWriter('little').u64(id).u64(value))),
      ...(wide === undefined ? {} : { pre_finalize_regs: wide.slice(0, 1), extended_regs: wide.slice(1) }),
    },
  });
}

function objectsOf({ core, system }: BuiltState): string {
  const { general, vectors, status } = core;
  return quoteless({
    Kvm: {
      mp_state: { mp_state: 0 },
      core_regs: {
        regs: {
          regs: general.slice(0, 31).map(number),
          sp: at(general, 31),
          pc: at(general, 32),
          pstate: at(general, 33),
        },
        sp_el1: at(general, 34),
        elr_el1: at(general, 35),
        spsr: general.slice(36).map(number),
        fp_regs: { vregs: vectors.map(number), fpsr: status[0], fpcr: status[1] },
      },
      sys_regs: system.map(({ id, value }) => ({ id: number(id), addr: number(value) })),
    },
  });
}

function listOf(writer: ByteWriter): number[] {
  return [...writer.done()];
}

/** serde_json writes u64 and u128 as plain numbers of any length, which JSON.stringify cannot. */
function number(value: bigint): string {
  return `#${value}#`;
}

function at(values: readonly bigint[], n: number): string {
  return number(values[n] ?? 0n);
}

function quoteless(value: unknown): string {
  return JSON.stringify(value).replaceAll(/"#(\d+)#"/g, '$1');
}
