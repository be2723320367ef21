import { catalogue } from '@regscope/catalogs';
import { decodeFields, decodeId, isReserved, maskOf, type Known, type RegisterId } from '@regscope/registers';

type Bits = { id: RegisterId; value: bigint; mask: bigint };

/** The names of the fields that some bits of a value lie in, from the highest; `known` decides which fields there are. */
export function fieldsIn({ id, value, mask }: Bits, known: Known): string[] {
  const details = catalogue(decodeId(id).arch).details(id);
  const rows = details === undefined ? [] : decodeFields(details, value, known);
  return rows.flatMap(({ name, kind, segs }) => (!isReserved(kind) && (maskOf(segs) & mask) !== 0n ? [name] : []));
}
