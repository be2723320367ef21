// Trials: what a real kernel made of a VM's state. Rows stand for all vCPUs that fared alike; `vcpus` names them.
import { Type, type Static } from 'typebox';
import { SideToCompare } from './compare-wire.ts';
import { ReadSide } from './side-wire.ts';
import { Vmm } from './vmm.ts';
import { Hex } from './wire.ts';

const closed = { additionalProperties: false };
const orNull = <T extends Parameters<typeof Type.Array>[0]>(schema: T) => Type.Union([schema, Type.Null()]);
const Names = Type.Array(Type.String());
const Errno = Type.String({ description: 'as the kernel’s headers spell it' });

export const TryState = Type.Object(
  {
    from: SideToCompare,
    to: Type.String({
      minLength: 1,
      maxLength: 200,
      description: 'a host that VMs can be made on; it is started when it is not',
    }),
    vmm: { ...Vmm, description: 'in whose order the registers are written' },
    features: Type.Optional(
      Type.Array(Type.String({ minLength: 1, maxLength: 40 }), {
        maxItems: 40,
        description: 'instead of those that `from` tells; needed where it tells none',
      }),
    ),
  },
  closed,
);

const row = { id: Hex, name: Type.String(), vcpus: Type.Array(Type.Integer()) };

const TrialField = Type.Object(
  {
    name: Type.String(),
    msb: Type.Integer(),
    lsb: Type.Integer(),
    want: Hex,
    got: Hex,
    wantMeaning: Type.String(),
    gotMeaning: Type.String(),
  },
  closed,
);
const fields = Type.Array(TrialField, { description: 'those that differ, on the first of `vcpus`' });

const Failed = Type.Object(
  {
    ...row,
    class: Type.String(),
    value: Hex,
    errno: Errno,
    listed: Type.Boolean({ description: 'by the fresh VM, before anything was written' }),
    keeps: { ...orNull(Hex), description: 'what it holds instead; null where it cannot be read' },
    fields,
    because: Type.String(),
  },
  { ...closed, description: 'KVM_SET_ONE_REG gave an errno' },
);

const Ran = Type.Union([
  Type.Object({ exitReason: Type.String() }, closed),
  Type.Object(
    { call: Type.String(), errno: Errno },
    { ...closed, description: 'EINTR: entered, and did not leave by itself' },
  ),
]);

export const TrialAnswer = Type.Object(
  {
    loaded: Type.Boolean({ description: 'no write failed, no feature and no vCPU lacks' }),
    vmm: Type.String(),
    from: ReadSide,
    host: Type.String(),
    kernel: Type.String(),
    cpu: orNull(Type.String()),
    vcpus: Type.Integer({ description: 'of the fresh VM' }),
    features: Type.Object({ wanted: Names, given: Names, lacking: Names }, closed),
    same: Type.Integer({ description: 'registers that hold on every vCPU what the state says' }),
    failed: Type.Array(Failed),
    already: Type.Array(Type.Object({ ...row, value: Hex, errno: Errno }, closed), {
      description: 'an errno, and the register holds this very value anyway',
    }),
    changed: Type.Array(Type.Object({ ...row, want: Hex, got: Hex, mask: Hex, fields }, closed), {
      description: 'taken without an errno, and stored otherwise in the bits of mask',
    }),
    hidden: Type.Array(Type.Object({ ...row, value: Hex, errno: Errno }, closed), {
      description: 'taken, and not to be read any more: the value of an ID register hides it',
    }),
    missing: Type.Array(Type.Object({ ...row, value: orNull(Hex) }, closed), {
      description: 'the host has it and the state does not: it keeps this value',
    }),
    unwritten: Type.Array(Type.Object({ ...row, because: Type.String(), keeps: orNull(Hex) }, closed), {
      description: 'the state names it without a value',
    }),
    run: { ...orNull(Ran), description: 'what became of running vCPU 0 once' },
    scope: Type.Literal('registers only'),
    ms: Type.Number(),
  },
  { ...closed, $id: 'TrialAnswer' },
);

export type TryState = Static<typeof TryState>;
export type TrialAnswer = Static<typeof TrialAnswer>;
