// The list of vCPUs around their registers (VcpuState in src/vmm/src/vstate/vcpu/aarch64.rs, Firecracker 1.7, and in
// src/vmm/src/arch/aarch64/vcpu.rs, 1.14): mp_state, registers, MPIDR, what KVM_ARM_VCPU_INIT was given, and from 1.13 on a steal-time address.
// Structs of the kernel were written field by field first, and as bytes behind their length since kvm-bindings 0.8 (1.8).
import { blockAt, type RegisterBlock } from './register-block.ts';

export type VcpuState = {
  block: RegisterBlock;
  mpState: number;
  mpidr: bigint;
  /** Words of struct kvm_vcpu_init: target, then features; undefined where the default was used. */
  init: readonly number[] | undefined;
  pvtime: bigint | undefined;
};

type Layout = { structs: 'plain' | 'prefixed'; init: 'always' | 'option'; pvtime: boolean };

/** As they were released; a fork may mix them. */
const layouts: readonly Layout[] = [
  { structs: 'prefixed', init: 'always', pvtime: true },
  { structs: 'prefixed', init: 'always', pvtime: false },
  { structs: 'prefixed', init: 'option', pvtime: false },
  { structs: 'plain', init: 'option', pvtime: false },
  { structs: 'plain', init: 'always', pvtime: false },
  { structs: 'plain', init: 'option', pvtime: true },
  { structs: 'plain', init: 'always', pvtime: true },
  { structs: 'prefixed', init: 'option', pvtime: true },
];

const MPIDR_EL1 = 0x6030_0000_0013_c005n;
const MOST_VCPUS = 512n;

/** All vCPUs of the list whose first has its registers at `first`; undefined where nothing around it is as it should be. */
export function vcpuStates(bytes: Uint8Array, first: number, major: number): VcpuState[] | undefined {
  const likely = layouts.toSorted((a, b) => distance(a, major) - distance(b, major));
  const blocks = new Map<number, ReturnType<typeof blockAt>>();
  for (const layout of likely) {
    const found = readAll({ bytes, blocks, layout }, first);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** How far a layout is from that of a version of the format. Of one vCPU alone more than one may fit. */
function distance({ structs, init, pvtime }: Layout, major: number): number {
  const expected = {
    structs: major === 1 ? 'plain' : 'prefixed',
    init: major === 1 ? 'option' : 'always',
    pvtime: major >= 7,
  };
  return (
    Number(structs !== expected.structs) * 4 + Number(init !== expected.init) * 2 + Number(pvtime !== expected.pvtime)
  );
}

/** `blocks`: what was read once is not read again for the next layout. */
type Attempt = { bytes: Uint8Array; blocks: Map<number, ReturnType<typeof blockAt>>; layout: Layout };
type Place = Attempt & { view: DataView };

function readAll(attempt: Attempt, first: number): VcpuState[] | undefined {
  const { bytes, layout } = attempt;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = first - (layout.structs === 'plain' ? 4 : 12);
  if (at < 8) return undefined;
  const count = view.getBigUint64(at - 8, true);
  if (count < 1n || count > MOST_VCPUS) return undefined;
  const states: VcpuState[] = [];
  for (let n = 0n; n < count; n++) {
    const next = readOne({ ...attempt, view }, at);
    if (next === undefined) return undefined;
    states.push(next.state);
    at = next.end;
  }
  return states;
}

/** A read behind the end is no vCPU either. */
function readOne(place: Place, at: number): { state: VcpuState; end: number } | undefined {
  try {
    return readFields(place, at);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function readFields(
  { bytes, blocks, view, layout }: Place,
  from: number,
): { state: VcpuState; end: number } | undefined {
  const mp = structAt(view, from, { words: 1, structs: layout.structs });
  if (mp === undefined) return undefined;
  const block = blocks.get(mp.end) ?? blockAt(bytes, mp.end);
  blocks.set(mp.end, block);
  if (block === undefined || !('registers' in block)) return undefined;
  const mpidr = view.getBigUint64(block.end, true);
  const known = block.registers.find(({ id }) => id === MPIDR_EL1);
  if (known !== undefined && known.value !== mpidr) return undefined;
  const init = initAt(view, block.end + 8, layout);
  const tail = init === undefined ? undefined : pvtimeAt(view, init.end, layout);
  if (init === undefined || tail === undefined) return undefined;
  const state = { block, mpState: mp.words[0] ?? 0, mpidr, init: init.words, pvtime: tail.pvtime };
  return { state, end: tail.end };
}

/** A struct of 32-bit words. */
function structAt(view: DataView, from: number, { words, structs }: { words: number; structs: Layout['structs'] }) {
  const at = structs === 'plain' ? from : from + 8;
  if (structs === 'prefixed' && view.getBigUint64(from, true) !== BigInt(words * 4)) return undefined;
  return { words: Array.from({ length: words }, (_, n) => view.getUint32(at + n * 4, true)), end: at + words * 4 };
}

/** struct kvm_vcpu_init: target, a number below 16 since ever, and seven words of features, of which one is in use (Linux 7.3). */
function initAt(view: DataView, from: number, { structs, init }: Layout) {
  const tag = init === 'option' ? view.getUint8(from) : 1;
  if (tag === 0) return { words: undefined, end: from + 1 };
  if (tag !== 1) return undefined;
  const found = structAt(view, init === 'option' ? from + 1 : from, { words: 8, structs });
  if (found === undefined) return undefined;
  const [target = 0, , ...unused] = found.words;
  return target < 16 && unused.every((word) => word === 0) ? found : undefined;
}

function pvtimeAt(view: DataView, from: number, { pvtime }: Layout) {
  if (!pvtime) return { pvtime: undefined, end: from };
  const tag = view.getUint8(from);
  if (tag === 0) return { pvtime: undefined, end: from + 1 };
  return tag === 1 ? { pvtime: view.getBigUint64(from + 1, true), end: from + 9 } : undefined;
}
