// Version 3 of the capture format. Numbers of 64 bits and more are `0x…` strings; keys that are not named here are refused.
import { Type, type Static, type TSchema } from 'typebox';

const closed = { additionalProperties: false };
const orNull = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);

export const FORMAT = 'regscope capture';
export const VERSION = 3;

/** Lower case, no leading zeros, at most 2048 bits. */
const Hex = Type.String({ pattern: '^0x(0|[1-9a-f][0-9a-f]{0,511})$' });
const Id = Type.String({ pattern: '^0x[1-9a-f][0-9a-f]{15}$', description: 'a ONE_REG id, all 16 digits' });
/** As the kernel's headers spell it, or `errno N`; in words where regscope itself refused. */
const Refusal = Type.String({ pattern: '^(E[A-Z0-9]{1,15}|errno [0-9]{1,4}|absent|RS_[A-Z_]{1,24})$' });
/** One line for people: no control characters, which a terminal would obey. */
const line = (maxLength: number) => Type.String({ maxLength, pattern: '^[^\\u0000-\\u001f\\u007f-\\u009f]*$' });
const Name = Type.String({ minLength: 1, maxLength: 120, pattern: '^[^\\u0000-\\u001f\\u007f-\\u009f]+$' });
const Moment = Type.String({ pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,3})?Z$' });
const Features = Type.Array(Type.String({ pattern: '^[a-z0-9-]{1,40}$' }), { maxItems: 40, uniqueItems: true });

const Host = Type.Object(
  {
    name: { ...Name, description: 'as regscope calls it; what an imported file was called' },
    kind: Type.Enum(['local', 'lab', 'unknown']),
    arch: Type.Union([Type.Literal('arm64'), Type.Literal('x86-64'), Type.Literal('riscv64')]),
    kernel: orNull({ ...line(120), description: 'uname -r' }),
    cpu: orNull(line(200)),
    capabilities: orNull(
      Type.Record(Type.String({ pattern: '^[0-9]{1,4}$' }), Type.Integer(), {
        ...closed,
        description: 'number of a KVM_CAP_… → what KVM_CHECK_EXTENSION answers on /dev/kvm; those above 0 only',
      }),
    ),
    offered: orNull(Features),
  },
  { ...closed, description: 'null and unknown: an imported file does not tell' },
);

const Vm = Type.Object(
  {
    vcpus: Type.Integer({ minimum: 1, maximum: 512 }),
    features: orNull(Features),
    phase: Type.Enum(['new', 'started', 'unknown']),
    vmm: orNull({ ...line(120), description: 'who made the VM' }),
  },
  closed,
);

/** Of a file that another program wrote: what it claims in its own words, and what it does not tell. */
const Imported = Type.Object(
  {
    format: { ...Name, description: 'what kind of file it was' },
    version: orNull({ ...line(80), description: 'of that format' }),
    claims: Type.Array(Type.Object({ what: line(80), says: line(400) }, closed), { maxItems: 400 }),
    unknown: Type.Array(Type.Object({ what: line(80), because: line(400) }, closed), { maxItems: 60 }),
    partial: Type.Array(Type.Object({ id: Id, value: Hex, mask: Hex }, closed), {
      maxItems: 4096,
      description:
        'registers of which the file tells some bits only, those of mask; among `registers` they are RS_PARTIAL',
    }),
  },
  closed,
);

const Micro = Type.Number({ minimum: 0, maximum: 1e12, description: 'microseconds' });

/** Of a VM of another process: when its own threads read it, and how long they stood still for that. */
const Attached = Type.Object(
  {
    readAt: Moment,
    despiteFilters: Type.Boolean({ description: 'seccomp filters of the VMM were suspended meanwhile' }),
    stops: Type.Array(
      Type.Object(
        {
          vcpu: Type.Integer({ minimum: 0, maximum: 511 }),
          stops: Type.Integer({ minimum: 1, maximum: 1000, description: 'that median and p99 are of' }),
          lastUs: Micro,
          medianUs: Micro,
          p99Us: Micro,
        },
        closed,
      ),
      { maxItems: 512 },
    ),
  },
  closed,
);

/** One value for all vCPUs; or a list with one entry per vCPU, with the reason where there is no value. */
const Register = Type.Union([
  Type.Object({ id: Id, value: Hex }, closed),
  Type.Object(
    {
      id: Id,
      values: Type.Array(orNull(Hex), { maxItems: 512 }),
      errors: Type.Array(orNull(Refusal), { maxItems: 512 }),
    },
    closed,
  ),
]);

/** Bits by what became of flipping each; a mask that is zero is left out. */
export const Flips = Type.Object(
  {
    same: Type.Optional(Refusal),
    taken: Type.Optional(Hex),
    seen: Type.Optional(Hex),
    ignored: Type.Optional(Hex),
    altered: Type.Optional(Hex),
    stuck: Type.Optional(Hex),
    refused: Type.Optional(Type.Record(Refusal, Hex, closed)),
  },
  {
    ...closed,
    description:
      'same: errno of writing back the value just read. taken: stored as written; seen: also visible through the other vCPU; ignored: SET answered 0 and nothing changed; altered: something else was stored; stuck: could not be put back',
  },
);

const ProbedRegister = Type.Object(
  {
    id: Id,
    value: Hex,
    moving: Type.Optional(Hex),
    new: Flips,
    ran: Type.Optional(Flips),
    idle: Type.Optional(Flips),
    moves: Type.Optional(Type.Array(Id)),
  },
  {
    ...closed,
    description:
      'moving: bits that change by themselves. new: before any vCPU ran; ran: through a vCPU that ran, idle: through one that did not while another had; each left out when it is as `new`, where the shape was tried again; of registers wider than 128 bits only the first of each size is tried again. moves: other registers that changed with the lowest or highest bit taken',
  },
);

/** `=`: stored as written; `0x…`: what the field held instead; else the errno. */
const Outcome = Type.String({ pattern: '^(=|0x(0|[1-9a-f][0-9a-f]{0,511})|E[A-Z0-9]{1,15}|errno [0-9]{1,4})$' });
const FieldBits = {
  id: Id,
  msb: Type.Integer({ minimum: 0, maximum: 2047 }),
  lsb: Type.Integer({ minimum: 0, maximum: 2047 }),
};

const Sweep = Type.Object(
  { ...FieldBits, outcomes: Type.Array(Outcome, { minItems: 2, maxItems: 256 }) },
  {
    ...closed,
    description:
      'outcomes[n]: what became of value n in this field, all else as it was; left out where only the present value is taken',
  },
);

const Lowest = Type.Object(
  {
    ...FieldBits,
    value: Hex,
    gained: Type.Array(Id),
    lost: Type.Array(Id),
    changed: Type.Array(Type.Object({ id: Id, value: orNull(Hex) }, closed)),
  },
  { ...closed, description: 'the field at the lowest value that is taken: what the VM lists and holds then' },
);

const Tried = Type.Object(
  { id: Id, value: Hex, outcome: Outcome, seen: Type.Boolean() },
  { ...closed, description: 'a whole value; seen: the other vCPU held it too' },
);

const Way = Type.Enum(['plain', 'or', 'clear', 'ignored', 'other']);

const Pair = Type.Object(
  { set: Id, clear: Id, bySet: Way, byClear: Way },
  {
    ...closed,
    description:
      'two ids of one state. plain: what is written is stored; or: bits written are added; clear: bits written are taken away',
  },
);

const Shape = Type.Object(
  {
    features: Features,
    again: Type.Boolean({ description: 'tried again after a first run; where not, nothing is known of that' }),
    listed: Type.Array(Id, { description: 'what KVM_GET_REG_LIST gives, in its order' }),
    registers: Type.Array(ProbedRegister),
    sweeps: Type.Array(Sweep),
    lowest: Type.Array(Lowest),
    tried: Type.Array(Tried),
    early: Type.Array(Tried, { description: 'tried before KVM_ARM_VCPU_FINALIZE' }),
    pairs: Type.Array(Pair),
  },
  closed,
);

export const Capture = Type.Object(
  {
    format: Type.Literal(FORMAT),
    version: Type.Literal(VERSION),
    made: Type.Object({ at: Moment, by: line(80) }, closed),
    host: Host,
    vm: Vm,
    imported: orNull(Imported),
    attached: orNull(Attached),
    registers: Type.Array(Register, { maxItems: 20_000 }),
    announced: orNull(Type.Array(Type.Object({ id: Id, mask: Hex }, closed), { maxItems: 4096 })),
    probe: orNull(
      Type.Object(
        {
          seconds: Type.Number(),
          shapes: Type.Array(Shape, { minItems: 1, maxItems: 64 }),
          unmakeable: Type.Array(Type.Object({ features: Features, because: line(400) }, closed)),
        },
        {
          ...closed,
          description: 'the first shape is that of the VM; unmakeable: choices of features that were refused',
        },
      ),
    ),
  },
  closed,
);

export type Capture = Static<typeof Capture>;
export type Imported = Static<typeof Imported>;
export type Attached = Static<typeof Attached>;
export type CapturedRegister = Static<typeof Register>;
export type Flips = Static<typeof Flips>;
export type ProbedShape = Static<typeof Shape>;
export type ProbedRegister = ProbedShape['registers'][number];
export type Probe = NonNullable<Capture['probe']>;
