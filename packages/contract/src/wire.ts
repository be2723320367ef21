// The shapes of answers and requests. Property names follow the command line's JSON, which is the same.
import { Type, type Static } from 'typebox';

const closed = { additionalProperties: false };

/** An id or a value: lower case, no leading zeros. */
export const Hex = Type.String({ pattern: '^0x(0|[1-9a-f][0-9a-f]{0,511})$' });

export const ErrorAnswer = Type.Object(
  { code: Type.String(), message: Type.String(), details: Type.Record(Type.String(), Type.Unknown()) },
  { ...closed, $id: 'Error' },
);

const HostFeature = Type.Object(
  {
    name: Type.String(),
    title: Type.String(),
    offered: Type.Boolean({ description: 'the kernel says that a VM here may have it' }),
    byDefault: Type.Boolean({ description: 'part of a VM that is made without naming features' }),
    needs: Type.Union([Type.String(), Type.Null()], { description: 'the feature that must be chosen with it' }),
  },
  closed,
);

export const Host = Type.Object(
  {
    name: Type.String({ description: '`local` or `lab:KERNEL:CPU`' }),
    kind: Type.Union([Type.Literal('local'), Type.Literal('lab'), Type.Literal('recorded')]),
    arch: Type.String(),
    kernel: Type.Union([Type.String(), Type.Null()], { description: 'release, null while unknown' }),
    cpu: Type.Union([Type.String(), Type.Null()]),
    state: Type.Union([
      Type.Literal('ready'),
      Type.Literal('stopped'),
      Type.Literal('starting'),
      Type.Literal('stopping'),
      Type.Literal('unavailable'),
    ]),
    because: Type.String({
      description: 'why it is in this state and what to do; while it starts, what it is doing. Empty when ready',
    }),
    features: Type.Array(HostFeature, { description: 'empty until the host was reached' }),
    maxVcpus: Type.Union([Type.Integer(), Type.Null()]),
    bootMs: Type.Union([Type.Integer(), Type.Null()], { description: 'from being asked for to the first answer' }),
    vms: Type.Integer({ description: 'VMs that regscope holds here' }),
    unseen: Type.String({
      description: 'why VMs of other processes may be missing, and what to do; empty when all were looked for',
    }),
    busy: Type.String({ description: 'long work that is being done here, and how far it is; else empty' }),
  },
  { ...closed, $id: 'Host' },
);

export const Vm = Type.Object(
  {
    host: Type.String(),
    vm: Type.String(),
    kind: Type.Union([Type.Literal('owned'), Type.Literal('attached'), Type.Literal('recorded')]),
    phase: Type.Enum(['new', 'started', 'gone', 'unknown'], {
      description: 'unknown: an imported file does not tell, or nothing that may be looked at from outside',
    }),
    phaseBecause: Type.Optional(
      Type.String({ description: 'of an attached VM: where the phase was seen, or why it is unknown' }),
    ),
    vcpus: Type.Union([Type.Integer(), Type.Null()], {
      description: 'null where a process holds several VMs and nothing tells which vCPU belongs to which',
    }),
    features: Type.Union([Type.Array(Type.String()), Type.Null()], {
      description: 'null where an imported file does not tell',
    }),
    vmm: Type.String({
      description:
        '`unknown` where an imported file does not tell, or a process is none of the VMMs that regscope knows',
    }),
    name: Type.Optional(
      Type.Union([Type.String(), Type.Null()], { description: 'of an attached VM: as its VMM was told to call it' }),
    ),
    pid: Type.Union([Type.Integer(), Type.Null()], {
      description: 'process that holds the VM, null where it is none of this machine',
    }),
    arch: Type.String(),
    createdAt: Type.String({ description: 'ISO 8601; of an attached VM, when its process began' }),
    readAt: Type.Optional(
      Type.String({
        description:
          'of an attached VM: when regscope last attached to it and read it. Left out: never, so its registers are not known',
      }),
    ),
  },
  { ...closed, $id: 'Vm' },
);

export const CreateVm = Type.Object(
  {
    vcpus: Type.Integer({ minimum: 1, maximum: 512 }),
    features: Type.Optional(
      Type.Array(Type.String({ maxLength: 40 }), { maxItems: 40, description: "left out: the host's default set" }),
    ),
  },
  closed,
);

const ScopeKind = Type.Enum(['vm', 'vcpu', 'mixed', 'host', 'unknown']);

const ScopeEvidence = Type.Enum(['kernel', 'probed', 'catalogue']);

export const Scope = Type.Object(
  {
    kind: ScopeKind,
    evidence: Type.Union([ScopeEvidence, Type.Null()], {
      description:
        'kernel: the kernel says so itself; probed: written through one vCPU and looked at through another; catalogue: read in the kernel; null while unknown',
    }),
    because: Type.String({
      description: 'which kernel says so, where it was probed, what the catalogue cites, or why it is unknown',
    }),
    fields: Type.Record(Type.String(), ScopeKind, {
      description: 'of a mixed register: whose each field is, by name; empty otherwise',
    }),
    quarrels: Type.Optional(
      Type.Array(Type.Object({ kind: ScopeKind, evidence: ScopeEvidence, because: Type.String() }, closed), {
        minItems: 1,
        description: 'what other evidence claims that cannot be true as well; absent for nearly all',
      }),
    ),
  },
  closed,
);

const Amount = Type.Enum(['all', 'some', 'none', 'unknown']);

const Mutability = Type.Object(
  {
    before: { ...Amount, description: 'how many of its bits can be changed before the first run' },
    after: { ...Amount, description: 'how many still can, through every vCPU, once one has run' },
    mask: Type.Union([Hex, Type.Null()], { description: 'bits accepted before the first run; null where not probed' }),
    maskAfter: Type.Union([Hex, Type.Null()]),
    moving: { ...Hex, description: 'bits that change by themselves, and are not compared' },
    announced: Type.Union([Hex, Type.Null()], {
      description: "the kernel's own writable mask (KVM_ARM_GET_REG_WRITABLE_MASKS), which is another fact",
    }),
  },
  closed,
);

export const RegisterRow = Type.Object(
  {
    id: Hex,
    name: Type.String(),
    title: Type.String({ description: 'a few words; empty while no catalogue has any' }),
    class: Type.String(),
    size: Type.Integer({ description: 'bytes' }),
    scope: Scope,
    mutability: Mutability,
    values: Type.Array(Type.Union([Hex, Type.Null()]), {
      description: 'one per vCPU; null where it could not be read',
    }),
    errors: Type.Array(Type.Union([Type.String(), Type.Null()]), {
      description:
        'one per vCPU: the errno of a refused read, `absent` where the vCPU does not list the register, null where it was read',
    }),
  },
  { ...closed, $id: 'RegisterRow' },
);

export const RegisterList = Type.Object(
  {
    host: Type.String(),
    vm: Type.String(),
    arch: Type.String(),
    kernel: Type.String({ description: '`unknown` where an imported file does not tell' }),
    phase: Vm.properties.phase,
    vcpus: Type.Integer(),
    createdAt: Type.String({ description: 'ISO 8601; two VMs of one name differ in it' }),
    readAt: Type.String({ description: 'ISO 8601' }),
    ioctlMs: Type.Number({ description: 'of the whole reading, what the kernel took' }),
    listErrors: Type.Array(Type.Union([Type.String(), Type.Null()]), {
      description: 'one per vCPU: the errno of a refused KVM_GET_REG_LIST',
    }),
    registers: Type.Array(RegisterRow),
  },
  { ...closed, $id: 'RegisterList' },
);

export const RunVcpu = Type.Object({ vcpu: Type.Integer({ minimum: 0, maximum: 511 }) }, closed);

export const RunAnswer = Type.Object(
  { exitReason: Type.String({ description: 'KVM_EXIT_… of kvm_run' }), phase: Vm.properties.phase },
  { ...closed, $id: 'RunAnswer' },
);

const IdPart = Type.Object(
  { name: Type.String(), msb: Type.Integer(), lsb: Type.Integer(), value: Hex, meaning: Type.String() },
  closed,
);

export const Decoded = Type.Object(
  {
    id: Hex,
    arch: Type.String(),
    class: Type.String(),
    size: Type.Union([Type.Integer(), Type.Null()], { description: 'bytes' }),
    name: Type.String(),
    title: Type.String({ description: 'empty while the catalogue does not know the register' }),
    scope: Scope,
    note: Type.String(),
    problems: Type.Array(Type.String(), {
      description: 'why no kernel would know this id; empty when nothing is wrong',
    }),
    parts: Type.Array(IdPart, { description: 'the fields of the id itself' }),
    value: Type.Union([Hex, Type.Null()]),
    fields: Type.Array(
      Type.Object(
        {
          name: Type.String(),
          msb: Type.Integer(),
          lsb: Type.Integer(),
          value: Hex,
          meaning: Type.String(),
          feature: Type.Union([Type.String(), Type.Null()]),
          scope: ScopeKind,
          certain: Type.Boolean({ description: 'false where it depends on registers that were not given' }),
        },
        closed,
      ),
      { description: 'the fields of the value; empty while the catalogue does not know the register' },
    ),
  },
  { ...closed, $id: 'Decoded' },
);

const Hash = Type.String({ description: 'of the content: the same hash is the same content for ever' });

export const Catalogues = Type.Object(
  {
    catalogues: Type.Array(
      Type.Object(
        { arch: Type.String(), hashes: Type.Object({ index: Hash, layouts: Hash, features: Hash }, closed) },
        closed,
      ),
    ),
  },
  { ...closed, $id: 'Catalogues' },
);

/** What `/events` sends: something changed, ask again for what you show. */
export const Change = Type.Union([
  Type.Object({ what: Type.Literal('hosts') }),
  Type.Object({ what: Type.Literal('vms') }),
  Type.Object({ what: Type.Literal('captures') }),
  Type.Object({ what: Type.Literal('access') }),
  Type.Object({ what: Type.Literal('audit') }),
  Type.Object({ what: Type.Literal('registers'), host: Type.String(), vm: Type.String() }),
]);

export type ErrorAnswer = Static<typeof ErrorAnswer>;
export type Host = Static<typeof Host>;
export type Vm = Static<typeof Vm>;
export type CreateVm = Static<typeof CreateVm>;
export type RegisterRow = Static<typeof RegisterRow>;
export type RegisterList = Static<typeof RegisterList>;
export type RunAnswer = Static<typeof RunAnswer>;
export type Decoded = Static<typeof Decoded>;
export type Catalogues = Static<typeof Catalogues>;
export type CataloguePart = keyof Catalogues['catalogues'][number]['hashes'];
export type Change = Static<typeof Change>;
