import { fromHex } from '@regscope/registers';

/** A mask or value of a capture, whose reader let no other text pass; one that is left out has no bits. */
export function capturedBits(text: string | undefined): bigint {
  return text === undefined ? 0n : fromHex(text);
}
