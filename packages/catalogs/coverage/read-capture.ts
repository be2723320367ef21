/** The registers of one VM of a capture: ids and values. */
export type Captured = { variant: string; values: ReadonlyMap<bigint, bigint> };

type Row = { id?: unknown; v?: unknown };

/** Captures of arm64 hold several VMs (`variants`), those of other architectures one. */
export function readCapture(file: unknown): Captured[] {
  if (!isRecord(file)) return [];
  const variants = Array.isArray(file['variants']) ? file['variants'].filter(isRecord) : [file];
  return variants.map((variant) => ({
    variant: typeof variant['variant'] === 'string' ? variant['variant'] : '',
    values: new Map(rowsOf(variant['regs']).flatMap(valueOf)),
  }));
}

function valueOf({ id, v }: Row): (readonly [bigint, bigint])[] {
  if (typeof id !== 'string') return [];
  return [[BigInt(id), typeof v === 'string' && /^0x[0-9a-f]+$/i.test(v) ? BigInt(v) : 0n]];
}

function rowsOf(value: unknown): Row[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
