// Who is there.
import { roles } from '@regscope/registers';
import { Type, type Static } from 'typebox';

const closed = { additionalProperties: false };

const RoleName = Type.Enum(roles, { description: 'viewer looks, editor changes VMs, admin says who may' });

export const Who = Type.Object(
  {
    kind: Type.Enum(['session', 'token', 'command line'], { description: 'how whoever asks proved it' }),
    name: Type.String(),
    role: RoleName,
  },
  closed,
);

export type Who = Static<typeof Who>;
