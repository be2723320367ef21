// VMs side by side: in which registers they differ, and in which fields of them.
import { Type, type Static } from 'typebox';
import { ReadSide } from './side-wire.ts';
import { Hex } from './wire.ts';

const closed = { additionalProperties: false };
const name = Type.String({ minLength: 1, maxLength: 200 });
const orNull = <T extends Parameters<typeof Type.Array>[0]>(schema: T) => Type.Union([schema, Type.Null()]);

export const MOST_SIDES = 16;

/** A VM that regscope shows, or a file with what was seen of one. */
export const SideToCompare = Type.Union([
  Type.Object({ host: name, vm: name }, closed),
  Type.Object({ file: name, base64: Type.String({ pattern: '^[A-Za-z0-9+/]*={0,2}$' }) }, closed),
]);

export const CompareVms = Type.Object(
  {
    sides: Type.Array(SideToCompare, { minItems: 2, maxItems: MOST_SIDES }),
    raw: Type.Boolean({ description: 'also compare bits that change by themselves' }),
  },
  closed,
);

const Values = Type.Array(orNull(Type.Array(orNull(Hex))), {
  description: 'per side a value per vCPU; null where the side does not list the register',
});

const DifferingField = Type.Object(
  {
    name: Type.String(),
    msb: Type.Integer(),
    lsb: Type.Integer(),
    values: Type.Array(orNull(Hex)),
    meanings: Type.Array(Type.String()),
  },
  { ...closed, description: 'values and meanings: per side, of the first vCPU in which the sides differ' },
);

export const VmComparison = Type.Object(
  {
    sides: Type.Array(ReadSide),
    differences: Type.Array(
      Type.Object(
        {
          id: Hex,
          name: Type.String(),
          class: Type.String(),
          what: Type.Enum(['lost', 'gained', 'different', 'partly listed'], {
            description:
              'of two sides: listed by the first alone, by the second alone, by both; of more: listed by some',
          }),
          mask: Hex,
          values: Values,
          fields: Type.Array(DifferingField),
        },
        closed,
      ),
    ),
    leftOut: Type.Array(Type.Object({ id: Hex, name: Type.String(), because: Type.String() }, closed), {
      description: 'differ only in what changes by itself',
    }),
    same: Type.Integer({ description: 'registers that are the same everywhere' }),
  },
  { ...closed, $id: 'VmComparison' },
);

export type SideToCompare = Static<typeof SideToCompare>;
export type CompareVms = Static<typeof CompareVms>;
export type VmComparison = Static<typeof VmComparison>;
