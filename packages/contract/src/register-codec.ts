// Between the model and the wire: bigint inside, `0x…` strings outside, and nowhere else is one turned into the other.
import { decodeId, hex, sizeInBytes, type RegisterId } from '@regscope/registers';
import { RegscopeError } from './regscope-error.ts';
import type { Decoded, RegisterRow } from './wire.ts';

/** `values` and `errors` have one entry per vCPU. */
export function registerRow(register: {
  id: RegisterId;
  values: (bigint | null)[];
  errors: (string | null)[];
}): RegisterRow {
  const { name, class: kind, size } = identify(register.id);
  return {
    id: hex(register.id),
    name,
    class: kind,
    size: size ?? 0,
    scope: unknownScope,
    mutability: { before: 'unknown', after: 'unknown', mask: null },
    values: register.values.map((value) => (value === null ? null : hex(value))),
    errors: register.errors,
  };
}

/** Throws a RegscopeError of code BAD_REQUEST for a value that is wider than the register. */
export function decodedAnswer(id: RegisterId, value: bigint | null): Decoded {
  const { parts, ...decoded } = decodeId(id);
  const size = sizeInBytes(id);
  if (value !== null && size !== undefined && value >> BigInt(size * 8) !== 0n)
    throw new RegscopeError('BAD_REQUEST', `${decoded.name} has ${size * 8} bits; ${hex(value)} is wider`, {
      id: hex(id),
      value: hex(value),
    });
  return {
    ...decoded,
    id: hex(id),
    title: '',
    scope: unknownScope,
    problems: [...decoded.problems],
    parts: parts.map((part) => ({ ...part, value: hex(part.value) })),
    value: value === null ? null : hex(value),
    fields: [],
  };
}

const unknownScope: RegisterRow['scope'] = {
  kind: 'unknown',
  evidence: null,
  because: 'neither probed on this kernel nor in a catalogue',
};

type Identity = { name: string; class: string; size: number | null };

/** What never changes about an id, kept: a VM is read again and again, and decoding 400 ids takes longer than reading them. */
function identify(id: RegisterId): Identity {
  const kept = identities.get(id);
  if (kept !== undefined) return kept;
  if (identities.size >= MOST_KEPT) identities.clear();
  const { name, class: kind, size } = decodeId(id);
  const identity = { name, class: kind, size };
  identities.set(id, identity);
  return identity;
}

const identities = new Map<RegisterId, Identity>();
const MOST_KEPT = 10_000;
