import { catalogue } from '@regscope/catalogs';
import {
  decodeFields,
  decodeId,
  isReserved,
  knownOf,
  maskOf,
  type ReadByName,
  type RegisterId,
} from '@regscope/registers';
import { identify } from '../catalogued.ts';

type Bits = { id: RegisterId; value: bigint; mask: bigint };

/** The names of the fields that some bits of a value lie in, from the highest; `read` gives the registers that decide which fields there are. */
export function fieldsIn({ id, value, mask }: Bits, read: ReadByName): string[] {
  const known = catalogue(decodeId(id).arch);
  const details = known.details(id);
  const rows = details === undefined ? [] : decodeFields(details, value, knownOf(known, read));
  return rows.flatMap(({ name, kind, segs }) => (!isReserved(kind) && (maskOf(segs) & mask) !== 0n ? [name] : []));
}

/** `ID_AA64MMFR3_EL1.TCRX` where the bits are those of one field, else the register's name. */
export function nameOfBits(bits: Bits, read: ReadByName): string {
  const [field, ...more] = fieldsIn(bits, read);
  const { name } = identify(bits.id);
  return field === undefined || more.length > 0 ? name : `${name}.${field}`;
}
