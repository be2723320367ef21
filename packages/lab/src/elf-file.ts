// Reads of an ELF file what its dynamic loader reads first: which libraries it needs (elf(5)). 64 bits, little-endian.

/** The names of the libraries that a program or a library needs. */
export function neededLibraries(file: Buffer): string[] {
  const segments = programHeaders(file);
  const dynamic = segments.find(({ type }) => type === PT_DYNAMIC);
  if (dynamic === undefined) return [];
  const entries = dynamicEntries(file.subarray(dynamic.offset, dynamic.offset + dynamic.bytes));
  const table = entries.find(({ tag }) => tag === DT_STRTAB)?.value ?? 0;
  const strings = segments.find(
    ({ type, address, bytes }) => type === PT_LOAD && address <= table && table < address + bytes,
  );
  if (strings === undefined) return [];
  const start = strings.offset + table - strings.address;
  return entries.filter(({ tag }) => tag === DT_NEEDED).map(({ value }) => textAt(file, start + value));
}

type Segment = { readonly type: number; readonly offset: number; readonly address: number; readonly bytes: number };

function programHeaders(file: Buffer): Segment[] {
  if (file.length < 64 || file.readUInt32BE(0) !== MAGIC || file[4] !== CLASS_64) return [];
  const [first, size, count] = [Number(file.readBigUInt64LE(32)), file.readUInt16LE(54), file.readUInt16LE(56)];
  return Array.from({ length: count }, (_, n) => {
    const header = file.subarray(first + n * size);
    const [offset, address, bytes] = [8, 16, 32].map((at) => Number(header.readBigUInt64LE(at)));
    return { type: header.readUInt32LE(0), offset: offset ?? 0, address: address ?? 0, bytes: bytes ?? 0 };
  });
}

function dynamicEntries(section: Buffer): { tag: number; value: number }[] {
  return Array.from({ length: Math.floor(section.length / 16) }, (_, n) => ({
    tag: Number(section.readBigInt64LE(16 * n)),
    value: Number(section.readBigUInt64LE(16 * n + 8)),
  }));
}

function textAt(file: Buffer, start: number): string {
  return file.toString('latin1', start, file.indexOf(0, start));
}

const [MAGIC, CLASS_64] = [0x7f_45_4c_46, 2];
const [PT_LOAD, PT_DYNAMIC, DT_NEEDED, DT_STRTAB] = [1, 2, 1, 5];
