// How a Firecracker snapshot (vmstate) begins: a magic number with the architecture in it, and the version of the format as text
// (src/vmm/src/snapshot/mod.rs, Firecracker 1.7 to 1.14). From 1.15 on the whole file is bitcode, which needs the very Rust types to be read.
import { ByteReader, offset, textIn } from '../byte-reader.ts';
import type { Stop } from '../import-error.ts';

export const SNAPSHOT = 'a Firecracker snapshot';

const MAGIC_ARM = 0x0710_1984_aaaa_0000n;
const MAGIC_X86 = 0x0710_1984_8664_0000n;
/** The low 16 bits counted versions of the encoding, up to 1.6. */
const MAGIC = ~0xffffn;

export type SnapshotHeader = { version: string; major: number; end: number };

/** Whether a magic number stands at the very beginning, in either byte order, or soon after it as in bitcode. */
export function isSnapshot(bytes: Uint8Array): boolean {
  return magicAt(bytes) !== undefined;
}

/** Stops for every snapshot that is not of Firecracker 1.7 to 1.14 on arm64, and says what to do instead. */
export function readHeader(bytes: Uint8Array, stop: Stop): SnapshotHeader {
  const { at, order, magic } = magicAt(bytes) ?? stop('offset 0x0', 'expected the magic number of a snapshot');
  if (order === 'big')
    stop(offset(at), 'expected the magic number in little-endian order; it stands there the wrong way round');
  if ((magic & MAGIC) === MAGIC_X86)
    stop(
      offset(at),
      'expected a snapshot of an arm64 host; this one is of x86-64, whose state is not held in ONE_REG registers',
    );
  if ((magic & ~MAGIC) !== 0n)
    stop(offset(at), `expected a snapshot of Firecracker 1.7 to 1.14; this one is of 1.6 or older. ${wayOut}`);
  if (at !== 0) bitcode(stop, offset(at), '9.0.0 or later');
  return readVersion(bytes, stop);
}

const wayOut =
  'Run `cpu-template-helper fingerprint dump` on that host and import the fingerprint, which holds the registers of a fresh VM';

function bitcode(stop: Stop, place: string, version: string): never {
  return stop(
    place,
    `expected a format up to 8.0.0; this one is ${version}, written by Firecracker 1.15 or later as bitcode, which only that very build can read. ${wayOut}`,
  );
}

function readVersion(bytes: Uint8Array, stop: Stop): SnapshotHeader {
  const reader = new ByteReader(bytes, 'little', stop);
  reader.u64('the magic number');
  const from = reader.at;
  const length = reader.u64('the length of the version');
  if (length > 64n) bitcode(stop, offset(from), 'without a version where the older ones have it');
  const version = textIn(reader.take(Number(length), 'the version'));
  const major = /^(\d{1,4})\.\d{1,4}\.\d{1,4}(?:[-+][\w.+-]*)?$/.exec(version)?.[1];
  if (major === undefined)
    return stop(offset(from + 8), `expected a version such as 8.0.0, found ${JSON.stringify(version)}`);
  if (Number(major) > NEWEST) bitcode(stop, offset(from + 8), version);
  return { version, major: Number(major), end: reader.at };
}

/** 8.0.0 is of 1.13 and 1.14. */
const NEWEST = 8;
/** Bitcode puts some bytes before the first number of a file. */
const NEAR = 64;

type Magic = { at: number; order: 'little' | 'big'; magic: bigint };

function magicAt(bytes: Uint8Array): Magic | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 0; at + 8 <= bytes.length && at <= NEAR; at++)
    for (const order of at === 0 ? (['little', 'big'] as const) : (['little'] as const)) {
      const magic = view.getBigUint64(at, order === 'little');
      if ((magic & MAGIC) === MAGIC_ARM || (magic & MAGIC) === MAGIC_X86) return { at, order, magic };
    }
  return undefined;
}
