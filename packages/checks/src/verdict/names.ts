import { catalogue } from '@regscope/catalogs';
import { decodeId, hex, isReserved, maskOf, type RegisterId } from '@regscope/registers';

/** By the architecture's byte of the id: whole ids are taken apart for whoever reads them. */
function catalogueOf(id: RegisterId): ReturnType<typeof catalogue> {
  const byte = id >> 56n;
  const known = catalogues.get(byte) ?? catalogue(decodeId(id).arch);
  catalogues.set(byte, known);
  return known;
}

const catalogues = new Map<bigint, ReturnType<typeof catalogue>>();

export function nameOf(id: RegisterId): string {
  return catalogueOf(id).nameOf(id) ?? hex(id);
}

/** The fields in which some bits lie, by any layout of the register, from the highest. */
export function fieldNames(id: RegisterId, mask: bigint): string[] {
  const layouts = catalogueOf(id).details(id)?.layouts ?? [];
  const fields = layouts.flatMap((layout) => layout.fields);
  const there = fields.filter(({ kind, segs }) => !isReserved(kind) && (maskOf(segs) & mask) !== 0n);
  return [...new Set(there.map(({ name }) => name))];
}

/** `ID_AA64MMFR3_EL1.TCRX` where the bits are those of one field, else the register's name. */
export function nameOfBits(id: RegisterId, mask: bigint): string {
  const [field, ...more] = fieldNames(id, mask);
  return field === undefined || more.length > 0 ? nameOf(id) : `${nameOf(id)}.${field}`;
}
