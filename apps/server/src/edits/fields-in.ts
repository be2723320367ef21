import { catalogue } from '@regscope/catalogs';
import { decodeFields, decodeId, isReserved, maskOf, type Known, type RegisterId } from '@regscope/registers';
import { identify } from '../catalogued.ts';

type Bits = { id: RegisterId; value: bigint; mask: bigint };

/** The names of the fields that some bits of a value lie in, from the highest; `known` decides which fields there are. */
export function fieldsIn({ id, value, mask }: Bits, known: Known): string[] {
  const details = catalogue(decodeId(id).arch).details(id);
  const rows = details === undefined ? [] : decodeFields(details, value, known);
  return rows.flatMap(({ name, kind, segs }) => (!isReserved(kind) && (maskOf(segs) & mask) !== 0n ? [name] : []));
}

/** `ID_AA64MMFR3_EL1.TCRX` where the bits are those of one field, else the register's name. */
export function nameOfBits(bits: Bits, known: Known): string {
  const [field, ...more] = fieldsIn(bits, known);
  const { name } = identify(bits.id);
  return field === undefined || more.length > 0 ? name : `${name}.${field}`;
}
