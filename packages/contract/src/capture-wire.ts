// Captures over HTTP. A capture itself travels as its file, whose format packages/captures describes.
import { Type, type Static } from 'typebox';
import { Attachment } from './attach-wire.ts';

const closed = { additionalProperties: false };

export const CaptureSummary = Type.Object(
  {
    name: Type.String({ description: 'also the name of the recorded host' }),
    kind: Type.Union([Type.Literal('shipped'), Type.Literal('own')], { description: 'shipped: comes with regscope' }),
    madeAt: Type.String({ description: 'ISO 8601' }),
    host: Type.String({ description: 'where it was taken' }),
    arch: Type.String(),
    kernel: Type.String({ description: '`unknown` where an imported file does not tell' }),
    cpu: Type.Union([Type.String(), Type.Null()]),
    vcpus: Type.Integer(),
    registers: Type.Integer(),
    features: Type.Union([Type.Array(Type.String()), Type.Null()], {
      description: 'null where an imported file, or the VM of another process, does not tell',
    }),
    phase: Type.Enum(['new', 'started', 'unknown']),
    vmm: Type.String({ description: '`unknown` where that is not told' }),
    probed: Type.Integer({ description: 'shapes of VM that were probed; 0: none was' }),
    bytes: Type.Integer(),
    imported: Type.Union([Type.String(), Type.Null()], {
      description: 'what kind of file another program wrote it in; null of what regscope read itself',
    }),
    attached: Type.Optional(Attachment),
  },
  { ...closed, $id: 'CaptureSummary' },
);

export const CaptureList = Type.Object(
  {
    captures: Type.Array(CaptureSummary),
    broken: Type.Array(
      Type.Object({ name: Type.Union([Type.String(), Type.Null()]), because: Type.String() }, closed),
      { description: 'files among the captures that are none; without a name a folder that cannot be read' },
    ),
  },
  { ...closed, $id: 'CaptureList' },
);

export const CaptureName = Type.Object({ name: Type.String({ minLength: 1, maxLength: 120 }) }, closed);

export const TakeCapture = Type.Object(
  {
    probe: Type.Boolean({ description: 'also find out, on VMs of its own, what such a VM takes' }),
    name: Type.Optional(Type.String({ maxLength: 120, description: 'keep it under this name' })),
  },
  closed,
);

const Named = Type.Object({ id: Type.String(), name: Type.String() }, closed);
const Standing = Type.Object({ before: Type.String(), after: Type.String() }, closed);

export const CaptureChanges = Type.Object(
  {
    from: Type.String(),
    to: Type.String(),
    gained: Type.Array(Named, { description: 'listed by `to` alone' }),
    lost: Type.Array(Named, { description: 'listed by `from` alone' }),
    scope: Type.Array(
      Type.Object({ id: Type.String(), name: Type.String(), from: Type.String(), to: Type.String() }, closed),
    ),
    mutability: Type.Array(
      Type.Object({ id: Type.String(), name: Type.String(), from: Standing, to: Standing }, closed),
      { description: 'before and after the first run: all, some, none or unknown' },
    ),
    same: Type.Integer(),
  },
  { ...closed, $id: 'CaptureChanges' },
);

export type CaptureChanges = Static<typeof CaptureChanges>;
export type CaptureName = Static<typeof CaptureName>;
export type CaptureSummary = Static<typeof CaptureSummary>;
export type CaptureList = Static<typeof CaptureList>;
export type TakeCapture = Static<typeof TakeCapture>;
