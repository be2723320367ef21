import { expect, test } from 'vitest';
import { formatBytes } from './format-bytes.ts';
import { readCaptureText } from './read-capture-text.ts';

test('sizes are told in the unit that a person would use', () => {
  expect([0, 1023, 1024, 42_000, 33_554_432].map(formatBytes)).toEqual([
    '0 B',
    '1023 B',
    '1 KiB',
    '41 KiB',
    '32.0 MiB',
  ]);
});

test('what cannot be a capture is not sent', async () => {
  await expect(readCaptureText(new File([new Uint8Array([0x1f, 0x8b])], 'a.gz'))).rejects.toThrow(
    'a.gz: it is not UTF-8',
  );
  await expect(readCaptureText(new File([new Uint8Array((32 << 20) + 1)], 'big'))).rejects.toThrow('at most 32.0 MiB');
  await expect(readCaptureText(new File(['{}'], 'a'))).resolves.toBe('{}');
});
