// Plans and what becomes of them, over HTTP and in files. Bits stand in their places: `mask` names them, `from` and `to` hold them.
import { MOST_EDITS } from '@regscope/registers';
import { Type, type Static } from 'typebox';
import { PLAN_FORMAT, PLAN_VERSION } from './plan-format.ts';
import { Hex, Scope } from './wire.ts';

const closed = { additionalProperties: false };
const orNull = <T extends Parameters<typeof Type.Array>[0]>(schema: T) => Type.Union([schema, Type.Null()]);

/** Of 64 bits. */
const Id = Type.String({ pattern: '^0x[1-9a-f][0-9a-f]{0,15}$' });

const Vcpu = Type.Integer({ minimum: 0, maximum: 511 });

export const WireEdit = Type.Object(
  {
    id: Id,
    vcpu: { ...orNull(Vcpu), description: 'null: all vCPUs, and the only choice where the state is the VM’s' },
    mask: Hex,
    from: Hex,
    to: Hex,
  },
  closed,
);

/** What a plan is in a file, in a request and in an answer. */
export const WirePlan = Type.Object(
  {
    format: Type.Literal(PLAN_FORMAT),
    version: Type.Literal(PLAN_VERSION),
    target: Type.Object(
      {
        host: Type.String({ minLength: 1, maxLength: 120 }),
        vm: Type.String({ minLength: 1, maxLength: 120 }),
        createdAt: Type.String({ maxLength: 40, description: 'ISO 8601; tells two VMs of one name apart' }),
        kernel: Type.String({ maxLength: 120 }),
        arch: Type.String({ maxLength: 20 }),
      },
      closed,
    ),
    edits: Type.Array(WireEdit, { maxItems: MOST_EDITS }),
  },
  { ...closed, $id: 'Plan' },
);

export const StageEdits = Type.Object(
  {
    assignments: Type.Array(Type.String({ minLength: 3, maxLength: 700 }), {
      minItems: 1,
      maxItems: MOST_EDITS,
      description: 'REGISTER.FIELD=VALUE or REGISTER=VALUE; a value is 0x…, 0b… or decimal',
    }),
    vcpu: orNull(Vcpu),
  },
  closed,
);

const FieldChange = Type.Object(
  {
    name: Type.String(),
    msb: Type.Integer(),
    lsb: Type.Integer(),
    old: Hex,
    new: Hex,
    oldMeaning: Type.String(),
    newMeaning: Type.String(),
  },
  closed,
);

/** One KVM_SET_ONE_REG. */
const PlannedWrite = Type.Object(
  {
    id: Hex,
    name: Type.String(),
    class: Type.String(),
    size: Type.Integer({ description: 'bytes' }),
    scope: Scope,
    through: Type.Integer({ description: 'the vCPU that it is written through' }),
    seenBy: orNull(Type.Integer({ description: 'the one vCPU that sees it; null: all of them do' })),
    mask: Hex,
    old: Hex,
    new: Hex,
    fields: Type.Array(FieldChange),
  },
  closed,
);

export const warningKinds = [
  'not-accepted',
  'altered',
  'ignored',
  'unsafe',
  'shared',
  'stores-nothing',
  'moves',
  'order',
  'unprobed',
] as const;

const Warning = Type.Object(
  {
    id: Hex,
    name: Type.String(),
    fields: Type.Array(Type.String(), { description: 'the fields that it is about' }),
    kind: Type.Enum([...warningKinds]),
    mask: Hex,
    text: Type.String(),
  },
  closed,
);

const Follow = Type.Object(
  {
    id: Hex,
    name: Type.String(),
    what: Type.Enum(['changes', 'appears', 'vanishes']),
    because: Type.String({ description: 'the register or field that takes it along, and how that is known' }),
  },
  closed,
);

const Refusal = Type.Object(
  {
    edit: orNull(Type.Integer({ description: 'place in the plan; null: the plan as a whole' })),
    id: orNull(Hex),
    name: orNull(Type.String()),
    code: Type.String(),
    because: Type.String(),
  },
  closed,
);

/** What would be done, and what is known of it, before anything is tried. */
export const PlanReport = Type.Object(
  {
    plan: Type.String({ description: 'the plan’s id: a hash of its content' }),
    probed: orNull(
      Type.String({ description: 'where VMs like this one were probed; null: nowhere, so that nothing is foretold' }),
    ),
    refusals: Type.Array(Refusal, { description: 'empty: it may be applied, by whoever may edit' }),
    writes: Type.Array(PlannedWrite, { description: 'in the order of writing' }),
    warnings: Type.Array(Warning),
    follows: Type.Array(Follow),
  },
  { ...closed, $id: 'PlanReport' },
);

/** `did`: what became of one write. `stored` is what the register held afterwards, null where it could not be read. */
const DoneWrite = Type.Object(
  {
    id: Hex,
    name: Type.String(),
    through: Type.Integer(),
    old: Hex,
    new: Hex,
    did: Type.Enum(['written', 'refused', 'changed', 'not tried', 'put back', 'not put back']),
    stored: orNull(Hex),
    errno: orNull(Type.String()),
  },
  closed,
);

const Moved = Type.Object(
  { id: Hex, name: Type.String(), vcpu: Type.Integer(), old: orNull(Hex), new: orNull(Hex) },
  {
    ...closed,
    description: 'a register that the plan does not name and that no longer reads as before; null: not listed',
  },
);

export const outcomes = ['applied', 'refused', 'rolled back', 'partly', 'unknown'] as const;

/** What the kernel made of a plan. On a scratch VM (try) and on the VM itself (apply) alike. */
export const PlanOutcome = Type.Object(
  {
    plan: Type.String(),
    attempt: Type.String({ description: 'under which the audit log has it' }),
    outcome: Type.Enum([...outcomes], {
      description:
        'applied: the VM holds what the plan says; refused: the kernel took nothing; rolled back: it took a part, and the old values are back; partly: some old values could not be put back; unknown: the host ended',
    }),
    message: Type.String(),
    writes: Type.Array(DoneWrite),
    moved: Type.Array(Moved),
    notes: Type.Array(Type.String()),
    ms: Type.Number(),
    undo: orNull(WirePlan),
  },
  { ...closed, $id: 'PlanOutcome' },
);

const HostReach = Type.Object(
  {
    host: Type.String({ description: 'a recorded host' }),
    kernel: Type.String(),
    cpu: orNull(Type.String()),
    before: orNull(Type.Boolean({ description: 'would take the VM as it is; null: cannot be told' })),
    after: orNull(Type.Boolean()),
    because: Type.String({ description: 'why nothing can be told, or what speaks against all such VMs; else empty' }),
    refused: Type.Array(Type.Object({ id: Hex, name: Type.String(), because: Type.String() }, closed), {
      description: 'what it refuses of the VM after the plan: REGISTER or REGISTER.FIELD, and why',
    }),
  },
  closed,
);

/** Which recorded hosts would take the VM's registers, as it is and with the plan. Registers only. */
export const PlanReach = Type.Object({ hosts: Type.Array(HostReach) }, { ...closed, $id: 'PlanReach' });

export type WireEdit = Static<typeof WireEdit>;
export type WirePlan = Static<typeof WirePlan>;
export type StageEdits = Static<typeof StageEdits>;
export type PlanReport = Static<typeof PlanReport>;
export type PlanOutcome = Static<typeof PlanOutcome>;
export type PlanReach = Static<typeof PlanReach>;
export type WarningKind = (typeof warningKinds)[number];
export type Outcome = (typeof outcomes)[number];
