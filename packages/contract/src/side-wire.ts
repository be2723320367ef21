// The VMs that an answer is about, and the hosts that they are or were on.
import { Type } from 'typebox';

const closed = { additionalProperties: false };

/** `name`: as whoever asked called it. */
export const hostOfSide = {
  name: Type.String(),
  kernel: Type.String(),
  cpu: Type.Union([Type.String(), Type.Null()]),
};

/** A VM as it was read. */
export const ReadSide = Type.Object(
  { ...hostOfSide, arch: Type.String(), vcpus: Type.Integer(), registers: Type.Integer() },
  closed,
);
