import { arm64SysregId, parseSysregEncoding } from './arm64-id.ts';
import { parseRegisterId, registerId, type RegisterId } from './register-id.ts';
import { decodeId } from './decode-id.ts';
import type { Catalogue } from './catalogue/catalogue.ts';

/**
 * A register by what a person pastes: an id, a line of a log with an id in it, an encoding (`S3_0_C0_C4_0`, `3,0,0,4,0`), an `MSR_0x…`, or
 * a name that the id itself gives (`pc`, `PSCI_VERSION`, `z0`). Undefined when it is none of these. A bare name is taken as arm64's.
 */
export function findRegister(text: string): RegisterId | undefined {
  const wanted = text.trim();
  const encoding = parseSysregEncoding(wanted.replaceAll(/\s*,\s*/g, ','));
  if (encoding !== undefined) return arm64SysregId(encoding);
  return parseRegisterId(wanted) ?? msr(wanted) ?? named().get(wanted.toLowerCase()) ?? pasted(wanted);
}

/** As `findRegister`, or by a name in one of the catalogues, the first of which wins. */
export function findAnyRegister(text: string, catalogues: readonly Pick<Catalogue, 'find'>[]): RegisterId | undefined {
  const found = findRegister(text);
  if (found !== undefined) return found;
  return catalogues.map(({ find }) => find(text)).find((id) => id !== undefined);
}

/** As logs and other tools write an id: 16 digits without 0x, in decimal, or somewhere in a line of words. */
function pasted(text: string): RegisterId | undefined {
  const digits = /^[1-9a-f][0-9a-f]{15}$/i.exec(text)?.[0];
  if (digits !== undefined) return registerId(BigInt(`0x${digits}`));
  if (/^[1-9]\d{18}$/.test(text)) return registerId(BigInt(text));
  // Words alone make a line of it: `0x603000000013c030.AES` speaks of a field.
  const words = text.split(/[\s:,;()'"]+/).filter((word) => /^0x[0-9a-f]{16}$/i.test(word));
  const [first, ...more] = /\s/.test(text) ? new Set(words) : [];
  return first === undefined || more.length > 0 ? undefined : registerId(BigInt(first));
}

function msr(text: string): RegisterId | undefined {
  const index = parseRegisterId(/^MSR_(0x[0-9a-f]{1,8})$/i.exec(text)?.[1] ?? '');
  return index === undefined ? undefined : registerId(0x2030_0002_0000_0000n | index);
}

let names: ReadonlyMap<string, RegisterId> | undefined;

/** Made on first use: the names of every arm64 register that is not a system register, read off the ids themselves. */
function named(): ReadonlyMap<string, RegisterId> {
  names ??= new Map(structuralIds().map((id) => [decodeId(id).name.toLowerCase(), id]));
  return names;
}

function structuralIds(): RegisterId[] {
  return [
    ...run(0x6030_0000_0010_0000n, 41, 2n),
    ...run(0x6040_0000_0010_0054n, 32, 4n),
    ...run(0x6020_0000_0010_00d4n, 2, 1n),
    ...run(0x6020_0000_0011_0000n, 14, 1n),
    ...run(0x6030_0000_0014_0000n, 4, 1n),
    ...run(0x6080_0000_0015_0000n, 32, 0x20n),
    ...run(0x6050_0000_0015_0400n, 17, 0x20n),
    ...run(0x6060_0000_0015_ffffn, 1, 1n),
    ...run(0x6030_0000_0016_0000n, 4, 1n),
  ];
}

function run(base: bigint, count: number, step: bigint): RegisterId[] {
  return Array.from({ length: count }, (_, n) => registerId(base + BigInt(n) * step));
}
