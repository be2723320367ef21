// Bytes made wrong in ways that files go wrong, and in ways that somebody would make them wrong. The same seed gives the same bytes.

/** Numbers from 0 up to, but without, `below` (mulberry32). */
export type Random = (below: number) => number;

export function randomOf(seed: number): Random {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b_79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

/** One to three changes. */
export function mangled(bytes: Uint8Array<ArrayBuffer>, random: Random): Uint8Array<ArrayBuffer> {
  let changed = bytes;
  for (let left = 1 + random(3); left > 0; left--) changed = (changes[random(changes.length)] ?? cut)(changed, random);
  return changed;
}

type Change = (bytes: Uint8Array<ArrayBuffer>, random: Random) => Uint8Array<ArrayBuffer>;

const cut: Change = (bytes, random) => bytes.slice(0, random(bytes.length + 1));

const flipBits: Change = (bytes, random) => {
  const copy = bytes.slice();
  for (let left = 1 + random(4); left > 0 && copy.length > 0; left--) {
    const at = random(copy.length);
    copy[at] = (copy[at] ?? 0) ^ (1 << random(8));
  }
  return copy;
};

/** Counts and sizes that no file has: 0, 1, 2^31, 2^32 - 1, and all of them as the halves of 64 bits. */
const hugeNumber: Change = (bytes, random) => {
  const copy = bytes.slice();
  const number = [0, 1, 0x7fff_ffff, 0x8000_0000, 0xffff_ffff, 0x100][random(6)] ?? 0;
  if (copy.length >= 4) new DataView(copy.buffer).setUint32(random(copy.length - 3), number, random(2) === 0);
  return copy;
};

const swapOrder: Change = (bytes, random) => {
  const size = [2, 4, 8][random(3)] ?? 2;
  const at = random(bytes.length + 1);
  return joined(bytes.slice(0, at), bytes.slice(at, at + size).toReversed(), bytes.slice(at + size));
};

const double: Change = (bytes, random) => {
  const [from, length] = [random(bytes.length + 1), random(64)];
  return joined(bytes.slice(0, from + length), bytes.slice(from));
};

const drop: Change = (bytes, random) => {
  const from = random(bytes.length + 1);
  return joined(bytes.slice(0, from), bytes.slice(from + 1 + random(16)));
};

/** What means something in one of the formats. */
const tokens = [
  '{',
  ']',
  '"',
  '0x',
  ',',
  '-1',
  '1e999',
  '99999999999999999999',
  'null',
  '\u0000',
  '0b',
  '"array_len":2147483648,',
].map((token) => new TextEncoder().encode(token));

const insert: Change = (bytes, random) => {
  const at = random(bytes.length + 1);
  return joined(bytes.slice(0, at), tokens[random(tokens.length)] ?? new Uint8Array(1), bytes.slice(at));
};

const digit: Change = (bytes, random) => {
  const copy = bytes.slice();
  for (let tries = 0; tries < 20 && copy.length > 0; tries++) {
    const at = random(copy.length);
    const code = copy[at] ?? 0;
    if (code < 0x30 || code > 0x39) continue;
    copy[at] = 0x30 + random(10);
    return copy;
  }
  return copy;
};

const changes: readonly Change[] = [cut, flipBits, flipBits, hugeNumber, swapOrder, double, drop, insert, digit];

function joined(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
