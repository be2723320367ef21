// Structs of the kernel in Cloud Hypervisor's JSON: lists of byte numbers since kvm-bindings 0.8 (v40), objects before (v37).
import { readUintLE } from '@regscope/registers';
import { core64, fpcrId, fpsrId, vectorIds } from '../arm64-core.ts';
import { bytesOf, isObject, listIn, must, u64Of, type Json } from '../json-node.ts';

export type Reading = { id: bigint; value: bigint; path: string };

/** struct kvm_one_reg, whose address holds the value here. */
export function oneReg(node: Json): Reading {
  if (isObject(node.value)) return { id: u64Of(must(node, 'id')), value: u64Of(must(node, 'addr')), path: node.path };
  const bytes = bytesOf(node, 16);
  return { id: readUintLE(bytes.subarray(0, 8)), value: readUintLE(bytes.subarray(8)), path: node.path };
}

/** `{id, data: [bytes]}`, of registers wider than 64 bits, since v53. */
export function extendedReg(node: Json): Reading {
  const data = must(node, 'data');
  const { length } = listIn(data);
  if (length > 256) data.stop(data.path, `expected at most 256 bytes, found ${length}`);
  const id = u64Of(must(node, 'id'));
  if (length !== sizeIn(id)) data.stop(data.path, `expected ${sizeIn(id)} bytes, the size in the id; found ${length}`);
  return { id, value: readUintLE(bytesOf(data, length)), path: node.path };
}

function sizeIn(id: bigint): number {
  return 1 << Number((id >> 52n) & 0xfn);
}

/** struct kvm_regs. */
export function coreRegs(node: Json): Reading[] {
  return isObject(node.value) ? coreOfObject(node) : coreOfBytes(node);
}

const KVM_REGS = 864;
const FPSIMD = 336;

function coreOfBytes(node: Json): Reading[] {
  const bytes = bytesOf(node, KVM_REGS);
  const { path } = node;
  const at = (from: number, size: number): bigint => readUintLE(bytes.subarray(from, from + size));
  return [
    ...core64.map(({ id }, n) => ({ id, value: at(n * 8, 8), path })),
    ...vectorIds.map((id, n) => ({ id, value: at(FPSIMD + n * 16, 16), path })),
    { id: fpsrId, value: at(FPSIMD + 512, 4), path },
    { id: fpcrId, value: at(FPSIMD + 516, 4), path },
  ];
}

function coreOfObject(node: Json): Reading[] {
  const regs = must(node, 'regs');
  const fp = must(node, 'fp_regs');
  const values = [
    ...exactly(must(regs, 'regs'), 31),
    ...['sp', 'pc', 'pstate'].map((key) => must(regs, key)),
    ...['sp_el1', 'elr_el1'].map((key) => must(node, key)),
    ...exactly(must(node, 'spsr'), 5),
  ];
  const vectors = exactly(must(fp, 'vregs'), 32);
  return [
    ...core64.flatMap(({ id }, n) => readings(id, values[n])),
    ...vectorIds.flatMap((id, n) => wideReadings(id, vectors[n])),
    ...readings(fpsrId, must(fp, 'fpsr')),
    ...readings(fpcrId, must(fp, 'fpcr')),
  ];
}

function exactly(node: Json, length: number): Json[] {
  const list = listIn(node);
  return list.length === length ? list : node.stop(node.path, `expected ${length} values, found ${list.length}`);
}

function readings(id: bigint, node: Json | undefined): Reading[] {
  return node === undefined ? [] : [{ id, value: u64Of(node), path: node.path }];
}

/** 128 bits: serde_json writes a u128 as one long number. */
function wideReadings(id: bigint, node: Json | undefined): Reading[] {
  if (node === undefined) return [];
  const { value, path, stop } = node;
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0)
    return [{ id, value: BigInt(value), path }];
  if (typeof value === 'string' && /^\d{1,39}$/.test(value)) return [{ id, value: BigInt(value), path }];
  return stop(path, 'expected a number of at most 128 bits');
}
