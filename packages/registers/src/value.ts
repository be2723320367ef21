/** Reads an unsigned little-endian number of any width, as KVM hands register values over on all architectures here. */
export function readUintLE(bytes: Uint8Array): bigint {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const whole = bytes.byteLength & ~7;
  let value = tailLE(bytes.subarray(whole));
  for (let at = whole - 8; at >= 0; at -= 8) value = (value << 64n) | view.getBigUint64(at, true);
  return value;
}

/** Writes an unsigned number into exactly `bytes.length` bytes, little-endian. Throws a RangeError when it does not fit. */
export function writeUintLE(value: bigint, bytes: Uint8Array): void {
  if (value < 0n || value >> BigInt(bytes.length * 8) !== 0n)
    throw new RangeError(`value does not fit in ${bytes.length} bytes: 0x${value.toString(16)}`);
  let rest = value;
  for (let at = 0; at < bytes.length; at++, rest >>= 8n) bytes[at] = Number(rest & 0xffn);
}

function tailLE(bytes: Uint8Array): bigint {
  return bytes.reduceRight((value, byte) => (value << 8n) | BigInt(byte), 0n);
}
