/** `0x…`, lower case, no leading zeros: how ids and values are written everywhere outside this program. */
export function hex(value: bigint): string {
  return `0x${value.toString(16)}`;
}

/** Reads what `hex` writes, and upper case, leading zeros and `_` between digits; undefined for anything else. */
export function parseHex(text: string): bigint | undefined {
  const digits = /^0[xX]((?:[0-9a-fA-F]_?)*[0-9a-fA-F])$/.exec(text)?.[1];
  return digits === undefined || digits.length > MAX_DIGITS ? undefined : BigInt(`0x${digits.replaceAll('_', '')}`);
}

/** Of text that something before this let through only if `hex` could have written it. Throws a RangeError for any other. */
export function fromHex(text: string): bigint {
  const value = parseHex(text);
  if (value === undefined) throw new RangeError(`${JSON.stringify(text.slice(0, 40))} is no hexadecimal number`);
  return value;
}

/** The widest ONE_REG register has 2048 bits: 512 digits, and as many separators at most. */
const MAX_DIGITS = 1024;
