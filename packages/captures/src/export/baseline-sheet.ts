// A baseline as it is written for other programs and for people: names, values, and a column per host.
import type { Arch, RegisterId, Segment } from '@regscope/registers';

/** A field in which the hosts differ; `value` null: none suits all. `own` has an entry per host, null where it does not list the register. */
export type SheetField = {
  name: string;
  /** As Arm spells it, null for bits that are no field by themselves. */
  field: string | null;
  seg: Segment;
  value: bigint | null;
  own: readonly (bigint | null)[];
};

/** `stored`: a write of it is kept; false where the host answers for itself. `mask`: the bits that are settled. */
export type SheetRegister = {
  id: RegisterId;
  name: string;
  stored: boolean;
  value: bigint;
  mask: bigint;
  own: readonly (bigint | null)[];
  fields: readonly SheetField[];
};

export type BaselineSheet = {
  hosts: readonly { name: string; kernel: string; arch: Arch; unknown: string | null }[];
  features: readonly string[];
  registers: readonly SheetRegister[];
  cost: readonly { feature: string; field: string; because: readonly string[] }[];
  blocking: readonly { id: RegisterId; name: string; field: string; because: string }[];
  /** Registers that only some of the hosts list; `gone`: no VM of the baseline has it. */
  lacking: readonly { id: RegisterId; name: string; hosts: readonly string[]; gone: boolean }[];
};

/** `notes`: what the format cannot say, and what to know before it is used. */
export type Exported = { file: string; text: string; notes: string[] };

/** Registers that a write brings to the baseline on some host. */
export function written({ registers }: BaselineSheet): SheetRegister[] {
  return registers.filter(({ stored, fields }) => stored && fields.some(({ value }) => value !== null));
}

/** `ID_AA64MMFR2_EL1.NV`, and the register alone where all of it is meant. */
export function placeName(register: string, field: string): string {
  return field === '' ? register : `${register}.${field}`;
}

/** What every export of a baseline that does not suit all has to say first. */
export function openNotes({ blocking, hosts }: BaselineSheet): string[] {
  const unknown = hosts.filter((host) => host.unknown !== null);
  return [
    ...blocking.map(({ name, field, because }) => `left open: ${placeName(name, field)}: ${because}`),
    ...unknown.map(({ name, unknown: because }) => `${name} is not suited: ${because ?? ''}`),
  ];
}
