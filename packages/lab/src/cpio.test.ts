import { expect, test } from 'vitest';

import { cpio } from './cpio.ts';

const archive = [
  { kind: 'folder', path: 'dev' },
  { kind: 'device', path: 'dev/console', major: 5, minor: 1 },
  { kind: 'file', path: 'init', bytes: Buffer.from('hello'), mode: 0o755 },
  { kind: 'file', path: 'empty', bytes: Buffer.alloc(0), mode: 0o644 },
] as const;

test('an archive reads back as what was put in', () => {
  expect(read(cpio(archive))).toEqual([
    { path: 'dev', mode: '40755', device: '0:0', text: '' },
    { path: 'dev/console', mode: '20600', device: '5:1', text: '' },
    { path: 'init', mode: '100755', device: '0:0', text: 'hello' },
    { path: 'empty', mode: '100644', device: '0:0', text: '' },
    { path: 'TRAILER!!!', mode: '0', device: '0:0', text: '' },
  ]);
});

test('the same entries give the same bytes', () => {
  expect(cpio(archive).equals(cpio(archive))).toBe(true);
});

/** A reader of its own, straight from buffer-format.rst: thirteen hexadecimal fields, then name and data, each padded to 4. */
function read(bytes: Buffer) {
  const entries = [];
  for (let at = 0; at < bytes.length;) {
    expect(bytes.toString('latin1', at, at + 6)).toBe('070701');
    const field = (n: number) => Number.parseInt(bytes.toString('latin1', at + 6 + 8 * n, at + 14 + 8 * n), 16);
    const [size, nameLength] = [field(6), field(11)];
    const path = bytes.toString('latin1', at + 110, at + 110 + nameLength - 1);
    const data = (at + 110 + nameLength + 3) & ~3;
    const text = bytes.toString('latin1', data, data + size);
    entries.push({ path, mode: field(1).toString(8), device: `${field(9)}:${field(10)}`, text });
    at = (data + size + 3) & ~3;
  }
  return entries;
}
