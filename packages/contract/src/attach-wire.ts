import { Type, type Static } from 'typebox';

const closed = { additionalProperties: false };
const Micro = Type.Number({ description: 'microseconds' });

/** Attaching to a VM of another process: each of its vCPUs stands still for a moment, and its own thread reads the registers. */
export const AttachVm = Type.Object(
  {
    despiteFilters: Type.Optional(
      Type.Boolean({
        description:
          'also where a seccomp filter of the VMM forbids it: the filter is suspended meanwhile. Not safe: if regscope is killed in the middle, the filter ends the VMM. Needs the role admin',
      }),
    ),
  },
  closed,
);
export type AttachVm = Static<typeof AttachVm>;

export const Attachment = Type.Object(
  {
    readAt: Type.String({ description: 'ISO 8601: when the registers were read that are shown' }),
    despiteFilters: Type.Boolean(),
    stops: Type.Array(
      Type.Object(
        {
          vcpu: Type.Integer(),
          stops: Type.Integer({ description: 'the last 1000 at most' }),
          lastUs: Micro,
          medianUs: Micro,
          p99Us: Micro,
        },
        closed,
      ),
      { description: 'how long the thread of each vCPU stood still' },
    ),
  },
  { ...closed, $id: 'Attachment' },
);
export type Attachment = Static<typeof Attachment>;
