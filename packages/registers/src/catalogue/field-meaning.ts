import { isReserved, isUnexpected, type Field, type FieldValue } from './catalogue-register.ts';
import { asNumber, matchesPattern } from './condition.ts';

/** What of a field gives its values their names. */
export type Named = Pick<Field, 'kind' | 'signed' | 'values' | 'feature'>;

/** What a field's bits mean, in a few words; empty where the number says it all. */
export function fieldMeaning(field: Named, bits: { value: bigint; width: number }): string {
  if (isReserved(field.kind)) return reservedMeaning(field, bits);
  const label = field.values.find((one) => includes(one, bits.value))?.label ?? '';
  if (field.signed && bits.value >> BigInt(bits.width - 1) === 1n)
    return `${asNumber(bits, true)}${label === '' ? '' : ` ${label}`}`;
  if (label !== '') return label;
  return field.values.length > 0 && !field.values.some((one) => includes(one, bits.value)) ? 'not a known value' : '';
}

function reservedMeaning({ kind, feature }: Named, bits: { value: bigint; width: number }): string {
  if (!isUnexpected(kind, bits)) return '';
  if (kind === 'res1' || kind === 'rao') return 'reserved, and not one';
  return `reserved${feature === null ? '' : ` without ${feature}`}, and not zero`;
}

function includes({ pattern, to }: FieldValue, value: bigint): boolean {
  if (to !== null) return BigInt(`0b${pattern}`) <= value && value <= BigInt(`0b${to}`);
  return matchesPattern(value, pattern);
}
