// The rows of a reading as the rules for edits want them.
import type { RegisterList, RegisterRow } from '@regscope/contract';
import { asArch, findRegister, fromHex, type PlanTarget, type RegisterId } from '@regscope/registers';
import type { EditedRegister, FindRegister } from '@regscope/checks/edits';

/** Undefined for a row whose id is none: the server sends no such row. */
export function editedRegister({ id: text, name, size, scope, mutability, values }: RegisterRow) {
  const id = findRegister(text);
  if (id === undefined) return undefined;
  const register: EditedRegister = {
    id,
    name,
    bits: size * 8,
    scope: scope.kind,
    moving: fromHex(mutability.moving),
    values: values.map((value) => (value === null ? null : fromHex(value))),
  };
  return register;
}

/** The registers of a reading by their id. Only those that are asked for are converted. */
export function finder({ registers }: Pick<RegisterList, 'registers'>): FindRegister {
  const rows = new Map(registers.map((row) => [findRegister(row.id), row]));
  const found = new Map<RegisterId, EditedRegister | undefined>();
  return (id) => {
    const row = rows.get(id);
    if (!found.has(id)) found.set(id, row === undefined ? undefined : editedRegister(row));
    return found.get(id);
  };
}

export function planTarget({ host, vm, createdAt, kernel, arch }: RegisterList): PlanTarget {
  return { host, vm, createdAt, kernel, arch: asArch(arch) };
}
