import { expect, test } from 'vitest';
import { formatBytes } from './format-bytes.ts';
import { readFileBytes } from './read-file-bytes.ts';

test('sizes are told in the unit that a person would use', () => {
  expect([0, 1023, 1024, 42_000, 33_554_432].map(formatBytes)).toEqual([
    '0 B',
    '1023 B',
    '1 KiB',
    '41 KiB',
    '32.0 MiB',
  ]);
});

test('a file is sent as it is, whatever its bytes; one that is too large is not sent', async () => {
  const bytes = new Uint8Array([0x1f, 0x8b, 0xff, 0, 0xc3]);
  await expect(readFileBytes(new File([bytes], 'a.gz'))).resolves.toEqual(bytes);
  await expect(readFileBytes(new File([new Uint8Array((32 << 20) + 1)], 'big'))).rejects.toThrow('at most 32.0 MiB');
});
