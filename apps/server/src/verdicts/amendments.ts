// Changes before the first run, as `regscope edit` and an address of the page take them.
import { catalogue } from '@regscope/catalogs';
import type { Amendment, Held } from '@regscope/checks';
import { formatEdits } from '@regscope/contract';
import { decodeId, hex, maskOf, type RegisterId } from '@regscope/registers';
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

/** `ID_AA64MMFR3_EL1.SCTLRX=0x0` where the bits are a field, else the register with all its changes: `PSCI_VERSION=0x10001`. */
export function assignments(amend: readonly Amendment[], registers: readonly Held[]): string[] {
  const ids = [...new Set(amend.map(({ id }) => id))];
  return ids.flatMap((id) => {
    const own = amend.filter((one) => one.id === id);
    const fields = own.map(asField);
    if (fields.every((text) => text !== undefined)) return fields;
    const whole = own.reduce((bits, { mask, value }) => (bits & ~mask) | (value & mask), heldIn(registers, id));
    return [`${identify(id).name}=${hex(whole)}`];
  });
}

function asField({ id, mask, value }: Amendment): string | undefined {
  const layouts = catalogue(decodeId(id).arch).details(id)?.layouts ?? [];
  const field = layouts.flatMap(({ fields }) => fields).find(({ segs }) => segs.length === 1 && maskOf(segs) === mask);
  const [, lsb] = field?.segs[0] ?? [];
  return field === undefined || lsb === undefined
    ? undefined
    : `${identify(id).name}.${field.name}=${hex((value & mask) >> BigInt(lsb))}`;
}

function heldIn(registers: readonly Held[], id: RegisterId): bigint {
  return registers.find((one) => one.id === id)?.values[0] ?? 0n;
}
