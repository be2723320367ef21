// Binary statistics of KVM (Documentation/virt/kvm/api.rst, 4.133 KVM_GET_STATS_FD). Histograms are left out: no single number tells them.
import { plainText } from './plain-text.ts';

/** `unit`: with its power, such as `ns`; `none` of plain counts, and of yes or no. */
export type Stat = { name: string; value: bigint; unit: string };

/** Undefined where the bytes are not what the header promises. */
export function parseStats(bytes: Uint8Array): Stat[] | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < HEADER) return undefined;
  const word = (n: number): number => view.getUint32(4 * n, true);
  const [nameSize, count, descriptors, values] = [word(1), word(2), word(4), word(5)];
  const size = DESCRIPTOR + nameSize;
  if (nameSize > MOST_NAME || count > MOST_STATS || descriptors + count * size > bytes.length) return undefined;
  const found: Stat[] = [];
  for (let n = 0; n < count; n++) {
    const at = descriptors + n * size;
    const [flags, length, offset] = [
      view.getUint32(at, true),
      view.getUint16(at + 6, true),
      view.getUint32(at + 8, true),
    ];
    if (values + offset + 8 * length > bytes.length) return undefined;
    if (length !== 1) continue;
    const name = nameIn(bytes.subarray(at + DESCRIPTOR, at + size));
    found.push({
      name,
      value: view.getBigUint64(values + offset, true),
      unit: unitOf(flags, view.getInt16(at + 4, true)),
    });
  }
  return found;
}

/** How often vCPUs left the guest; undefined where the kernel does not count it. */
export function exitsIn(stats: readonly Stat[]): bigint | undefined {
  return stats.find(({ name }) => name === 'exits')?.value;
}

function nameIn(bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  return plainText(new TextDecoder('latin1').decode(end < 0 ? bytes : bytes.subarray(0, end)), MOST_NAME);
}

/** KVM_STATS_UNIT_…, times ten or two (KVM_STATS_BASE_…) to the power of the exponent. */
function unitOf(flags: number, exponent: number): string {
  const unit = units[(flags >> 4) & 0xf] ?? 'none';
  if (unit === 'none' || exponent === 0) return unit;
  const power = `${((flags >> 8) & 0xf) === 1 ? 2 : 10}^${exponent}`;
  return unit === 'seconds' ? (seconds[power] ?? `${power} seconds`) : `${power} ${unit}`;
}

const seconds: Readonly<Record<string, string>> = { '10^-9': 'ns', '10^-6': 'µs', '10^-3': 'ms' };

const units = ['none', 'bytes', 'seconds', 'cycles', 'none'];
const [HEADER, DESCRIPTOR, MOST_NAME, MOST_STATS] = [24, 16, 256, 4096];
