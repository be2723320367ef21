// What to change of a VM before its first run so that a host takes it: values that the host takes, and the VM's own host does too.
import { guestRules, type SafeValueRule } from '@regscope/catalogs';
import { extract, hex, maskOf, nameBits, type RegisterId } from '@regscope/registers';
import { acceptedValues, safestValue, type AcceptedField } from '../restore/accepted-values.ts';
import type { Shape } from '../restore/target.ts';
import type { Amendment, Finding, Remedy } from './finding.ts';
import { fieldNames, nameOf, nameOfBits } from './names.ts';

/** `source`: what was probed where the VM comes from; undefined where nothing was, and then the host alone decides. */
export type Sides = { source: Shape | undefined; target: Shape };

/** Null where no change of the VM helps. */
export function amendmentFor(finding: Finding, sides: Sides): Remedy | null {
  if (finding.kind === 'absent') return hidden(finding, sides);
  if (finding.kind !== 'refused') return null;
  const found = ofField(finding, sides) ?? ofWhole(finding, sides) ?? ofBits(finding, sides);
  return found === null || sides.source !== undefined ? found : { ...found, text: `${found.text}${unsure}` };
}

const unsure = ', if its own host takes that, which was not recorded';

/** The field without which its own host does not list the register either. */
function hidden({ id }: Finding, { source }: Sides): Remedy | null {
  for (const [gate, rows] of source?.hiding ?? [])
    for (const { mask, bits, lost } of rows)
      if (lost.includes(id)) return remedy({ id: gate, mask, value: bits }, `: then ${nameOf(id)} is not listed`);
  return null;
}

function ofField({ id, value, mask }: Finding, { source, target }: Sides): Remedy | undefined {
  const field = acceptedValues(target, id).find((one) => one.mask === mask);
  if (field === undefined) return undefined;
  const theirs = source === undefined ? undefined : acceptedValues(source, id).find((one) => one.mask === mask);
  const values = [...field.values].filter((one) => source === undefined || (theirs?.values.has(one) ?? false));
  const best = safestValue(values, extract(value, [field.seg]), ruleOf(id, field));
  return best === undefined ? undefined : remedy({ id, mask, value: best << BigInt(field.seg[1]) });
}

/** A field of which nothing is known is taken to be like most: a guest that was told of less is safe. */
function ruleOf(id: RegisterId, { seg }: AcceptedField): SafeValueRule {
  const rule = guestRules(nameOf(id)).find((one) => maskOf([one.seg]) === maskOf([seg]));
  return rule ?? { seg, rule: 'lower', signed: false };
}

/** Of PSCI_VERSION and its like, the highest that both take and that is not above what the VM has. */
function ofWhole({ id, value }: Finding, { source, target }: Sides): Remedy | undefined {
  const taken = (shape: Shape): bigint[] => {
    const probed = shape.probed(id);
    const tried = [...(probed?.wholes ?? [])].flatMap(([one, outcome]) => (outcome === '=' ? [one] : []));
    return probed === undefined ? [] : [...tried, probed.value];
  };
  if ((target.probed(id)?.wholes.size ?? 0) === 0) return undefined;
  const both = taken(target).filter((one) => one <= value && (source === undefined || taken(source).includes(one)));
  const best = both.reduce<bigint | undefined>(
    (most, one) => (most === undefined || one > most ? one : most),
    undefined,
  );
  if (best === undefined || best === value) return undefined;
  const text = `write ${hex(best)} to ${nameOf(id)} before the first run`;
  return { text, amend: [{ id, mask: best ^ value, value: best & (best ^ value) }] };
}

/** Bits that stand for themselves: as the host has them, where the VM's own host lets them be changed. */
function ofBits({ id, value, mask }: Finding, { source, target }: Sides): Remedy | null {
  const probed = target.probed(id);
  const changed = probed === undefined ? 0n : (value ^ probed.value) & mask;
  const free = source === undefined ? -1n : (source.probed(id)?.taken ?? 0n);
  if (probed === undefined || changed === 0n || (changed & ~free) !== 0n) return null;
  return remedy({ id, mask: changed, value: probed.value & changed });
}

function remedy(amend: Amendment, then = ''): Remedy {
  return { text: `${wordsOf(amend)} before the first run${then}`, amend: [amend] };
}

/** A field by its value; bits of several by their names; what has no fields that are told apart as a whole. */
function wordsOf({ id, mask, value }: Amendment): string {
  const fields = fieldNames(id, mask);
  const where = fields.length > 0 && fields.length <= MOST_NAMED ? `${fields.join(', ')} of ${nameOf(id)}` : nameOf(id);
  if (value === 0n && fields.length > 0) return `clear ${where}`;
  if (fields.length !== 1) return `write ${hex(value)} to ${nameBits(mask)} of ${nameOf(id)}`;
  return `write ${hex(value >> lowestBit(mask))} to ${nameOfBits(id, mask)}`;
}

const MOST_NAMED = 3;

function lowestBit(mask: bigint): bigint {
  return BigInt((mask & -mask).toString(2).length - 1);
}
