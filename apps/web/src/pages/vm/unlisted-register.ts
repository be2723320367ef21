import { decodeId, findAnyRegister, formatRegisterId, type Catalogue } from '@regscope/registers';
import type { TableRow } from './row-model.ts';

/** The name of the register that a search asks for where the VM does not list it; undefined where it does, or asks for none. */
export function unlistedRegister(
  text: string,
  rows: readonly TableRow[],
  catalogue: Pick<Catalogue, 'find' | 'nameOf'> | undefined,
): string | undefined {
  const id = findAnyRegister(text.trim(), catalogue === undefined ? [] : [catalogue]);
  // A number that is the id of nothing was looked for among the values.
  if (id === undefined || decodeId(id).arch === 'unknown') return undefined;
  const wanted = formatRegisterId(id);
  if (rows.some(({ row }) => row.id === wanted)) return undefined;
  return catalogue?.nameOf(id) ?? decodeId(id).name;
}
