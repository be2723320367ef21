import { Type, type Static } from 'typebox';
import { Hex } from './wire.ts';

const closed = { additionalProperties: false };

const FeatureNames = Type.Array(Type.String());

export const VmFeatures = Type.Object(
  {
    host: Type.String(),
    vm: Type.String(),
    arch: Type.String(),
    version: Type.Object(
      {
        version: Type.Union([Type.String(), Type.Null()], {
          description: 'the highest architecture version whose mandatory features are all there',
        }),
        next: Type.Union([Type.String(), Type.Null()]),
        lacks: FeatureNames,
        unread: FeatureNames,
        untold: FeatureNames,
      },
      { ...closed, description: 'lacks, unread: what keeps the VM from `next`; untold: what no register tells of' },
    ),
    features: Type.Array(
      Type.Object(
        {
          name: Type.String(),
          answer: Type.Union([Type.Boolean(), Type.Null()], { description: 'null: cannot be told' }),
          fields: Type.Array(Type.Object({ name: Type.String(), value: Type.Union([Hex, Type.Null()]) }, closed), {
            description: 'the fields that decide, REGISTER.FIELD, with their values; null where not read',
          }),
        },
        closed,
      ),
      { description: 'FEAT_ names; empty for an architecture that has none' },
    ),
  },
  { ...closed, $id: 'VmFeatures' },
);
export type VmFeatures = Static<typeof VmFeatures>;
