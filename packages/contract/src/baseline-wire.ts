// The largest set of register values that several hosts take, and what it costs.
import { Type, type Static } from 'typebox';
import { SideToCompare } from './compare-wire.ts';
import { hostOfSide } from './side-wire.ts';
import { Hex } from './wire.ts';

const closed = { additionalProperties: false };
const orNull = <T extends Parameters<typeof Type.Array>[0]>(schema: T) => Type.Union([schema, Type.Null()]);
const Names = Type.Array(Type.String());

export const MOST_BASELINE_HOSTS = 64;
export const baselineFormats = ['firecracker', 'qemu', 'plan', 'csv', 'markdown'] as const;

/** A recorded host, or a VM or file whose host was probed when it was captured. */
const HostToSuit = Type.Union([
  Type.String({ minLength: 1, maxLength: 120, description: 'name of a recorded host' }),
  SideToCompare,
]);

const asked = {
  hosts: Type.Array(HostToSuit, { minItems: 1, maxItems: MOST_BASELINE_HOSTS }),
  features: Type.Optional(
    Type.Array(Type.String({ maxLength: 40 }), {
      maxItems: 40,
      description: 'what VMs are made with; left out: the usual features that all of the hosts offer',
    }),
  ),
};

export const AskBaseline = Type.Object(asked, closed);

export const ExportBaseline = Type.Object(
  {
    ...asked,
    format: Type.Enum(baselineFormats),
    host: Type.Optional(
      Type.String({ maxLength: 200, description: 'of a plan: the host it is for; left out: the first' }),
    ),
  },
  closed,
);

const PerHost = Type.Array(orNull(Hex), { description: 'per host, in their order; null where it has none' });

const FieldName = Type.String({ description: 'empty: the whole register' });

const BaselineField = Type.Object(
  {
    name: FieldName,
    msb: Type.Integer(),
    lsb: Type.Integer(),
    value: orNull(Hex),
    rule: Type.String({ description: 'lower, higher, higher-or-zero, exact, bits or same: which value is the safer' }),
    own: PerHost,
  },
  { ...closed, description: 'a field in which the hosts differ; value null: none suits all' },
);

const BaselineRegister = Type.Object(
  {
    id: Hex,
    name: Type.String(),
    title: Type.String(),
    value: Hex,
    mask: { ...Hex, description: 'the bits that are settled' },
    own: PerHost,
    fields: Type.Array(BaselineField),
  },
  closed,
);

const Blocking = Type.Object(
  {
    id: Hex,
    name: Type.String(),
    field: FieldName,
    msb: Type.Integer(),
    lsb: Type.Integer(),
    because: Type.String(),
    hosts: Type.Array(Type.Object({ host: Type.String(), own: Hex, takes: Type.Array(Hex) }, closed)),
    without: { ...Names, description: 'each of them left out alone ends it' },
    eased: { ...Names, description: 'features that all hosts offer, any of which ends it when VMs are made with it' },
  },
  closed,
);

const Objection = Type.Object(
  {
    id: Hex,
    name: Type.String(),
    because: Type.String(),
    from: Type.Array(Type.Integer(), { description: 'numbers of the hosts whose VMs bring it' }),
  },
  closed,
);

const Forecast = Type.Object(
  {
    refused: Type.Array(Objection),
    changed: Type.Array(Objection),
    open: Type.Integer({ description: 'registers of which only a trial can tell' }),
  },
  { ...closed, description: 'what the host would say to VMs of the baseline that come from the others' },
);

const Tried = Type.Object(
  {
    on: { ...orNull(Type.String()), description: 'the live host that it was tried on; null where there is none' },
    kernel: orNull(Type.String()),
    because: { ...Type.String(), description: 'why it was not tried; empty where it was' },
    refused: Type.Array(Objection),
    changed: Type.Array(Objection),
  },
  { ...closed, description: 'what its kernel answered to the same VMs; null where nobody asked for it' },
);

export const Baseline = Type.Object(
  {
    arch: Type.String(),
    features: { ...Names, description: 'what VMs of the baseline are made with' },
    offered: { ...Names, description: 'what all hosts offer beyond that' },
    hosts: Type.Array(
      Type.Object(
        {
          ...hostOfSide,
          unknown: orNull(Type.String({ description: 'why nothing is known of it; such a host is not suited' })),
          forecast: orNull(Forecast),
          tried: orNull(Tried),
          gains: { ...Names, description: 'FEAT_ names that the others would have without it' },
          unblocks: { ...Names, description: 'REGISTER.FIELD of which a value suits all of the others' },
        },
        closed,
      ),
    ),
    registers: Type.Array(BaselineRegister),
    cost: Type.Array(
      Type.Object(
        {
          feature: Type.String(),
          field: Type.String({ description: 'REGISTER.FIELD, which decides it' }),
          because: { ...Names, description: 'hosts; empty where the choice of features is the reason' },
          has: { ...Names, description: 'hosts that have it by themselves' },
        },
        closed,
      ),
    ),
    blocking: Type.Array(Blocking),
    lacking: Type.Array(
      Type.Object(
        {
          id: Hex,
          name: Type.String(),
          hosts: { ...Names, description: 'which do not list it' },
          hiddenBy: orNull(Type.String({ description: 'REGISTER.FIELD=0x…, with which no host lists it' })),
          gone: Type.Boolean({ description: 'no VM of the baseline has it' }),
        },
        closed,
      ),
      { description: 'registers that only some of the hosts list' },
    ),
    kept: { ...Names, description: 'FEAT_ names that VMs of the baseline have' },
  },
  { ...closed, $id: 'Baseline' },
);

export const BaselineExport = Type.Object(
  {
    format: Type.Enum(baselineFormats),
    file: Type.String({ description: 'a name for it' }),
    text: Type.String(),
    notes: { ...Names, description: 'what the format cannot say, and what to know before it is used' },
  },
  { ...closed, $id: 'BaselineExport' },
);

export type AskBaseline = Static<typeof AskBaseline>;
export type ExportBaseline = Static<typeof ExportBaseline>;
export type Baseline = Static<typeof Baseline>;
export type BaselineFormat = (typeof baselineFormats)[number];
export type BaselineExport = Static<typeof BaselineExport>;
