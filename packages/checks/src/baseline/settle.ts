// One value per register that all hosts take, part by part, from what fresh VMs of them have and take.
import { extract, type RegisterId } from '@regscope/registers';
import type { Shape } from '../restore/target.ts';
import { chooseValue, limitOf } from './choose-value.ts';
import { configurationOf, type Configuration } from './configuration.ts';
import { partsOf, type Part } from './parts-of.ts';
import { takenValues } from './taken-values.ts';

/**
 * A part in which the hosts differ. `value` undefined: none suits all. `owns` and `taken` have an entry per host, undefined where the
 * host does not list the register.
 */
export type SettledField = {
  part: Part;
  value: bigint | undefined;
  owns: readonly (bigint | undefined)[];
  taken: readonly (ReadonlySet<bigint> | undefined)[];
};

/** `mask`: the bits that are settled; `owns`: what a fresh VM of each host has. */
export type SettledRegister = {
  id: RegisterId;
  choice: Configuration['choice'];
  value: bigint;
  mask: bigint;
  owns: readonly (bigint | undefined)[];
  fields: readonly SettledField[];
};

/** Of the registers that all the hosts list or some of them. */
export function settle(shapes: readonly Shape[]): SettledRegister[] {
  const ids = new Set(shapes.flatMap((shape) => configured(shape)));
  return [...ids].flatMap((id) => settleOne(id, shapes) ?? []);
}

function settleOne(id: RegisterId, shapes: readonly Shape[]): SettledRegister | undefined {
  const is = configurationOf(id);
  const owns = shapes.map((shape) => (shape.lists(id) ? shape.fresh.get(id) : undefined));
  const known = owns.filter((own) => own !== undefined);
  const [first] = known;
  if (is === undefined || first === undefined) return undefined;
  const mask = is.mask & widest(id);
  const differing = known.reduce((bits, own) => bits | (own ^ first), 0n) & mask;
  const probed = differing === 0n ? [] : shapes.flatMap((shape) => shape.probed(id) ?? []);
  const parts = differing === 0n ? [] : partsOf(id, is, { probed, differing });
  const fields = parts.map((part) => settleField({ id, part, is }, shapes, owns));
  return withFields({ id, choice: is.choice, value: first & mask, mask, owns, fields: [] }, fields);
}

/** The register with other fields settled. A part without a value is not in the mask, and holds the least that any host has. */
export function withFields(register: SettledRegister, fields: readonly SettledField[]): SettledRegister {
  let { value, mask } = register;
  for (const { part, value: chosen, owns } of fields) {
    value = (value & ~part.mask) | ((chosen ?? leastIn(part, owns)) << BigInt(part.seg[1]));
    mask = chosen === undefined ? mask & ~part.mask : mask | (part.mask & widest(register.id));
  }
  return { ...register, value, mask, fields };
}

function leastIn({ rule }: Part, owns: SettledField['owns']): bigint {
  return limitOf(
    rule,
    owns.filter((own) => own !== undefined),
  );
}

type Asked = { id: RegisterId; part: Part; is: Configuration };

function settleField({ id, part, is }: Asked, shapes: readonly Shape[], whole: SettledRegister['owns']): SettledField {
  const owns = whole.map((own) => (own === undefined ? undefined : extract(own, [part.seg])));
  const present = owns.filter((own) => own !== undefined);
  const others = [...new Set([...present, limitOf(part.rule, present)])];
  const taken = shapes.map((shape, at) =>
    owns[at] === undefined ? undefined : takenValues(shape, { id, part, choice: is.choice }, others),
  );
  const value = chooseValue(part, { owns: present, taken: taken.filter((one) => one !== undefined) });
  return { part, value, owns, taken };
}

/** Gone through once per shape: hosts are compared with many. */
function configured(shape: Shape): RegisterId[] {
  const kept = ids.get(shape) ?? shape.listed.filter((id) => configurationOf(id) !== undefined);
  ids.set(shape, kept);
  return kept;
}

const ids = new WeakMap<Shape, RegisterId[]>();

function widest(id: RegisterId): bigint {
  return (1n << (8n << ((id >> 52n) & 0xfn))) - 1n;
}
