// Verdicts: whether a VM's registers would load on a host, why not, what to do, and whether the VM comes back.
import { Type, type Static } from 'typebox';
import { SideToCompare } from './compare-wire.ts';
import { hostOfSide } from './side-wire.ts';
import { Vmm, VmmVersion } from './vmm.ts';
import { Hex } from './wire.ts';

const closed = { additionalProperties: false };
const orNull = <T extends Parameters<typeof Type.Array>[0]>(schema: T) => Type.Union([schema, Type.Null()]);
const Names = Type.Array(Type.String());

/** Sides of a matrix; each cell is answered both ways. */
export const MOST_IN_MATRIX = 40;

const restorer = { vmm: Vmm, version: Type.Optional(VmmVersion) };

export const CheckVm = Type.Object({ from: SideToCompare, to: SideToCompare, ...restorer }, closed);

export const CheckMatrix = Type.Object(
  {
    sources: Type.Array(SideToCompare, { minItems: 1, maxItems: MOST_IN_MATRIX }),
    targets: Type.Array(SideToCompare, { minItems: 1, maxItems: MOST_IN_MATRIX }),
    ...restorer,
  },
  closed,
);

const Answer = Type.Enum(['loads', 'changed', 'refused', 'unknown'], {
  description: 'changed: it loads, and something reads otherwise; unknown: only a trial tells',
});

/** Of the VM, before its first run. */
const Amendment = Type.Object(
  { id: Hex, name: Type.String(), mask: Hex, value: Hex },
  { ...closed, description: 'the bits of mask become those of value' },
);

const Finding = Type.Object(
  {
    kind: Type.Enum(['absent', 'refused', 'changed', 'default', 'untested']),
    weight: Type.Enum(['stops', 'differs', 'note'], {
      description: 'stops: the restore fails for it; differs: the guest may see something else',
    }),
    id: Hex,
    name: Type.String(),
    class: Type.String(),
    field: { ...orNull(Type.String()), description: 'where it is about one field' },
    fields: Names,
    vcpus: Type.Array(Type.Integer()),
    value: Hex,
    mask: Hex,
    got: orNull(Hex),
    errno: orNull(Type.String()),
    because: Type.String(),
    remedy: orNull(Type.String()),
    amend: Type.Array(Amendment),
    evidence: Type.String(),
  },
  closed,
);

export const Verdict = Type.Object(
  {
    verdict: Answer,
    because: { ...Type.String(), description: 'what speaks against the VM as a whole; empty where nothing does' },
    findings: Type.Array(Finding),
  },
  closed,
);

const Side = Type.Object(
  {
    ...hostOfSide,
    probed: { ...orNull(Type.String()), description: 'the recording that says what this host takes' },
  },
  closed,
);

const way = { there: Verdict, back: orNull(Verdict) };

export const RoundTripAnswer = Type.Object(
  {
    vmm: Vmm,
    version: orNull(Type.String()),
    from: Side,
    to: Side,
    features: Type.Object({ wanted: Names, inferred: Type.Boolean(), lacking: Names }, closed),
    ...way,
    amend: Type.Array(Amendment, { description: 'changes before the first run that open either way' }),
    assignments: { ...Names, description: 'the same as `regscope edit` takes it' },
    plan: { ...Type.String(), description: 'the same as an address of the page holds it' },
    after: { ...orNull(Type.Object(way, closed)), description: 'with all of them' },
    scope: Type.Literal('registers only'),
    limits: { ...Names, description: 'what else a VM takes along, which nothing is said of' },
  },
  { ...closed, $id: 'RoundTripAnswer' },
);

const Sum = Type.Object(
  {
    verdict: Answer,
    because: Type.String(),
    stops: Type.Integer(),
    differs: Type.Integer(),
    first: { ...Names, description: 'some of what stops it, or else of what differs' },
  },
  closed,
);

export const MatrixAnswer = Type.Object(
  {
    sources: Type.Array(Side),
    targets: Type.Array(Side),
    cells: Type.Array(
      Type.Array(
        Type.Object(
          {
            there: Sum,
            back: { ...orNull(Sum), description: 'null where it does not get there' },
            amend: Type.Integer(),
            after: orNull(Type.Object({ there: Sum, back: orNull(Sum) }, closed)),
          },
          closed,
        ),
      ),
      { description: 'by source, then by target' },
    ),
    scope: Type.Literal('registers only'),
    limits: Names,
  },
  { ...closed, $id: 'MatrixAnswer' },
);

/** Which of the hosts would not take single registers of a VM: what the register table shows. */
export const CheckRegisters = Type.Object(
  {
    from: SideToCompare,
    targets: Type.Optional(
      Type.Array(Type.String({ minLength: 1, maxLength: 200 }), {
        maxItems: 200,
        description: 'recorded hosts; left out: all probed ones of the same architecture',
      }),
    ),
    ...restorer,
  },
  closed,
);

export const RegistersAnswer = Type.Object(
  {
    targets: Type.Array(Type.Object({ ...hostOfSide, sum: Sum }, closed)),
    registers: Type.Array(
      Type.Object(
        {
          id: Hex,
          against: Type.Array(
            Type.Object(
              {
                target: { ...Type.Integer(), description: 'its place in targets' },
                kind: Type.Enum(['absent', 'refused', 'changed', 'untested']),
                errno: orNull(Type.String()),
                fields: Names,
                because: Type.String(),
                remedy: orNull(Type.String()),
              },
              closed,
            ),
          ),
        },
        closed,
      ),
      { description: 'those alone that some host does not take as they are' },
    ),
    limits: Names,
  },
  { ...closed, $id: 'RegistersAnswer' },
);

export type CheckVm = Static<typeof CheckVm>;
export type CheckMatrix = Static<typeof CheckMatrix>;
export type CheckRegisters = Static<typeof CheckRegisters>;
export type WireVerdict = Static<typeof Verdict>;
export type WireFinding = Static<typeof Finding>;
export type WireAmendment = Static<typeof Amendment>;
export type RoundTripAnswer = Static<typeof RoundTripAnswer>;
export type MatrixAnswer = Static<typeof MatrixAnswer>;
export type VerdictSum = Static<typeof Sum>;
export type VerdictSide = Static<typeof Side>;
export type RegistersAnswer = Static<typeof RegistersAnswer>;
