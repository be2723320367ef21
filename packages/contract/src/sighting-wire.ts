import { Type, type Static } from 'typebox';
import { Attachment } from './attach-wire.ts';
import { Hex, Vm } from './wire.ts';

const closed = { additionalProperties: false };
const Because = Type.String({ description: 'where it was seen, or why it was not' });

/** What is known of a VM of another process without stopping or touching it. Its registers are not, unless regscope attached to it. */
export const Sighting = Type.Object(
  {
    vm: Vm,
    readAt: Type.String({ description: 'ISO 8601' }),
    attachment: Type.Union([Attachment, Type.Null()], {
      description: 'the last time that regscope attached to it; null: never. Its registers are those of then',
    }),
    process: Type.Object(
      {
        pid: Type.Integer(),
        comm: Type.String({ description: 'as the process calls itself' }),
        exe: Type.Union([Type.String(), Type.Null()], { description: 'null where more rights are needed to know' }),
        version: Type.Union([Type.String(), Type.Null()]),
        versionBecause: Because,
        uid: Type.Union([Type.Integer(), Type.Null()]),
        apart: Type.String({
          description: 'the namespaces in which it is not with regscope, as a sentence; else empty',
        }),
      },
      closed,
    ),
    threads: Type.Array(
      Type.Object(
        {
          tid: Type.Integer(),
          name: Type.String(),
          vcpu: Type.Integer(),
          from: Type.Enum(['debugfs', 'name'], {
            description: 'debugfs: KVM says that this thread ran the vCPU last; name: the thread is called so',
          }),
        },
        closed,
      ),
      { description: 'threads that run vCPUs, as far as that can be told' },
    ),
    stats: Type.Array(
      Type.Object(
        {
          vcpu: Type.Union([Type.Integer(), Type.Null()], { description: 'null: of the whole VM' }),
          name: Type.String(),
          value: Type.String({ description: 'decimal, up to 64 bits' }),
          unit: Type.String({ description: '`none` of plain counts' }),
        },
        closed,
      ),
    ),
    statsBecause: Because,
    lastExits: Type.Array(Type.Object({ vcpu: Type.Integer(), reason: Type.String() }, closed), {
      description:
        'why each vCPU left the guest last, as its VMM was told (kvm_run); KVM_EXIT_UNKNOWN while it is in KVM_RUN, and before the first one',
    }),
    lastExitsBecause: Because,
    idRegisters: Type.Array(Type.Object({ name: Type.String(), value: Hex }, closed), {
      description: 'ID registers of the whole VM, as the kernel prints them; arm64 since Linux 6.9',
    }),
    idRegistersBecause: Because,
    doubts: Type.Array(Type.String(), { description: 'what cannot be told of this VM, one sentence each' }),
  },
  { ...closed, $id: 'Sighting' },
);
export type Sighting = Static<typeof Sighting>;
