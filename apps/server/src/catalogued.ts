// What the catalogues say of a register, where they know it; else what its id says.
import type { Identity, SaidOf } from '@regscope/contract';
import { catalogue } from '@regscope/catalogs';
import { standing } from './standing.ts';
import {
  decodeFields,
  decodeId,
  fillerNote,
  findAnyRegister,
  isReserved,
  knownOf,
  type ReadByName,
  type RegisterId,
} from '@regscope/registers';

/** Never changes for an id, so it is kept: a VM is read again and again, and decoding 400 ids takes longer than reading them. */
export function identify(id: RegisterId): Identity {
  const kept = identities.get(id);
  if (kept !== undefined) return kept;
  if (identities.size >= MOST_KEPT) identities.clear();
  const { arch, name, class: kind, size } = decodeId(id);
  const { nameOf, titleOf } = catalogue(arch);
  const identity = { name: nameOf(id) ?? name, title: titleOf(id), class: kind, size };
  identities.set(id, identity);
  return identity;
}

/** By id, encoding, or any catalogue's name of it; a name that several have is arm64's. */
export function findByText(text: string): RegisterId | undefined {
  return findAnyRegister(text, [catalogue('arm64'), catalogue('x86-64'), catalogue('riscv64')]);
}

/** Name, title, notes and the fields of a value. `read` gives the VM's other registers by name, which some fields depend on. */
export function said(id: RegisterId, value: bigint | null, read: ReadByName): SaidOf {
  const { name, title } = identify(id);
  const known = catalogue(decodeId(id).arch);
  const details = known.details(id);
  const filled = fillerNote(known, value);
  const { scope } = standing(undefined)(id);
  const notes = [details?.note ?? '', filled];
  if (details === undefined || value === null) return { name, title, scope, notes, fields: [] };
  const rows = decodeFields(details, value, knownOf(known, read)).filter(
    (row) => !isReserved(row.kind) || row.value !== 0n,
  );
  return { name, title, scope, notes, fields: filled === '' ? rows : rows.map((row) => ({ ...row, meaning: '' })) };
}

const identities = new Map<RegisterId, Identity>();
const MOST_KEPT = 10_000;
