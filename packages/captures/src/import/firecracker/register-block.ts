// The registers of one vCPU in a snapshot: ids, then all values without gaps (Aarch64RegisterVec in src/vmm/src/arch/aarch64/regs.rs,
// Firecracker 1.7 to 1.14). What stands before them differs from release to release; the block itself never did, and checks itself.
import { readUintLE, registerId, sizeInBytes } from '@regscope/registers';

export type RegisterBlock = { at: number; end: number; registers: { id: bigint; value: bigint }[] };

/** A list of ids whose values do not follow it as they should. */
export type NearMiss = { at: number; ids: number; expected: number; found: bigint };

const ARM64 = 0x60;
/** No kernel lists as many. */
const MOST_IDS = 20_000;

/** The first block at `from` or after it. A list of ids that no values fit is told to `miss`. */
export function findBlock(bytes: Uint8Array, from: number, miss: (near: NearMiss) => void): RegisterBlock | undefined {
  // The first id's highest byte is 15 bytes behind the beginning of the count before it, whose own high bytes are zero.
  for (let top = from + 15; top < bytes.length; top++) {
    if (bytes[top] !== ARM64 || bytes[top - 8] !== 0 || bytes[top - 10] !== 0 || bytes[top - 12] !== 0) continue;
    const found = blockAt(bytes, top - 15);
    if (found === undefined) continue;
    if ('registers' in found) return found;
    miss(found);
  }
  return undefined;
}

/** The block that begins right here; a near miss where only the ids do. */
export function blockAt(bytes: Uint8Array, at: number): RegisterBlock | NearMiss | undefined {
  if (at < 0 || at + 16 > bytes.length) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const count = view.getBigUint64(at, true);
  const values = at + 8 + Number(count) * 8 + 8;
  if (count === 0n || count > MOST_IDS || values > bytes.length) return undefined;
  const sizes = sizesOf(view, at + 8, Number(count));
  if (sizes === undefined) return undefined;
  const [expected, found] = [sizes.reduce((sum, size) => sum + size, 0), view.getBigUint64(values - 8, true)];
  if (found !== BigInt(expected) || values + expected > bytes.length)
    return { at, ids: Number(count), expected, found };
  let next = values;
  const registers = sizes.map((size, n) => {
    next += size;
    return { id: view.getBigUint64(at + 8 + n * 8, true), value: readUintLE(bytes.subarray(next - size, next)) };
  });
  return { at, end: next, registers };
}

/** In bytes; undefined where one of them is no arm64 register. */
function sizesOf(view: DataView, from: number, count: number): number[] | undefined {
  const sizes: number[] = [];
  for (let n = 0; n < count; n++) {
    const id = view.getBigUint64(from + n * 8, true);
    const size = sizeInBytes(registerId(id));
    if (id >> 56n !== BigInt(ARM64) || size === undefined) return undefined;
    sizes.push(size);
  }
  return sizes;
}
