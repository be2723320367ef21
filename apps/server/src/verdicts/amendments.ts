// Changes before the first run, as `regscope edit` and an address of the page take them.
import { catalogue } from '@regscope/catalogs';
import type { Amendment, Held } from '@regscope/checks';
import { formatEdits } from '@regscope/contract';
import { decodeId, extract, hex, isReserved, maskOf, type Field, type RegisterId } from '@regscope/registers';
import { identify } from '../catalogued.ts';

export function planText(amend: readonly Amendment[], registers: readonly Held[]): string {
  return formatEdits(
    amend.map(({ id, mask, value }) => ({
      id,
      vcpu: null,
      mask,
      from: heldIn(registers, id) & mask,
      to: value & mask,
    })),
  );
}

/** `ID_AA64MMFR3_EL1.SCTLRX=0x0` for each field where all of the bits lie in fields, else the whole register: `PSCI_VERSION=0x10001`. */
export function assignments(amend: readonly Amendment[], registers: readonly Held[]): string[] {
  const ids = [...new Set(amend.map(({ id }) => id))];
  return ids.flatMap((id) => {
    const own = amend.filter((one) => one.id === id);
    const mask = own.reduce((bits, one) => bits | one.mask, 0n);
    const whole = own.reduce((bits, one) => (bits & ~one.mask) | (one.value & one.mask), heldIn(registers, id));
    const { name } = identify(id);
    const fields = fieldsUnder(id, mask);
    if (fields.length === 0) return [`${name}=${hex(whole)}`];
    return fields.map((field) => `${name}.${field.name}=${hex(extract(whole, field.segs))}`);
  });
}

/** Empty where some of the bits belong to no field, or the register has more than one layout. */
function fieldsUnder(id: RegisterId, mask: bigint): Field[] {
  const [layout, ...others] = catalogue(decodeId(id).arch).details(id)?.layouts ?? [];
  const fields = (layout?.fields ?? []).filter(({ kind, segs }) => !isReserved(kind) && (maskOf(segs) & mask) !== 0n);
  const covered = fields.reduce((bits, { segs }) => bits | maskOf(segs), 0n);
  return others.length > 0 || (mask & ~covered) !== 0n || identifiesWhole(id) ? [] : fields;
}

/** Firmware registers are written as a whole: PSCI_VERSION is one number, whatever its halves mean. */
function identifiesWhole(id: RegisterId): boolean {
  return identify(id).class === 'fw';
}

function heldIn(registers: readonly Held[], id: RegisterId): bigint {
  return registers.find((one) => one.id === id)?.values[0] ?? 0n;
}
