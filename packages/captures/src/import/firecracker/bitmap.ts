import { parseHex } from '@regscope/registers';
import { textOf, type Json } from '../json-node.ts';

/** Bits that a template sets or clears; the others it leaves as they are. */
export type Bitmap = { value: bigint; mask: bigint };

/**
 * `0b01x_`, highest bit first (docs/cpu_templates/schema.json, Firecracker 1.14): 0 clear, 1 set, x keep; what is left out above is kept.
 * Dumps give every arm64 register 128 digits: those above its own width must be zero.
 */
export function bitmapOf(node: Json, width: number): Bitmap {
  const digits = /^0b((?:[01x]_?){1,128})$/.exec(textOf(node))?.[1]?.replaceAll('_', '');
  if (digits === undefined) return node.stop(node.path, 'expected 0b and 1 to 128 of the digits 0, 1 and x');
  const above = digits.slice(0, Math.max(0, digits.length - width));
  if (above.includes('1')) node.stop(node.path, `expected at most ${width} bits, the width of the register`);
  const own = digits.slice(above.length);
  return {
    value: BigInt(`0b0${own.replaceAll('x', '0')}`),
    mask: BigInt(`0b0${own.replaceAll('0', '1').replaceAll('x', '0')}`),
  };
}

/** `0x…` or `0b…`, as Firecracker writes addresses. */
export function addressOf(node: Json): bigint {
  const text = textOf(node);
  const address = /^0b[01]{1,64}$/.test(text) ? BigInt(text) : parseHex(text);
  return address !== undefined && address <= 0xffff_ffff_ffff_ffffn
    ? address
    : node.stop(node.path, 'expected 0x and up to 16 hexadecimal digits');
}
