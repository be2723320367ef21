import { expect, test } from 'vitest';
import { LastUsed } from './last-used.ts';

test('what was asked for last is kept, the rest is made anew, and what cannot be made is tried again', async () => {
  const made: string[] = [];
  const kept = new LastUsed<string>(2);
  const get = (key: string) => kept.get(key, async () => (made.push(key), key));
  for (const key of ['a', 'b', 'a', 'c', 'a', 'b']) expect(await get(key)).toBe(key);
  expect(made).toEqual(['a', 'b', 'c', 'b']);
  expect(await kept.get('none', async () => undefined)).toBeUndefined();
  expect(await kept.get('none', async () => 'now')).toBe('now');
  await expect(kept.get('bad', async () => Promise.reject(new Error('closed')))).rejects.toThrow('closed');
  expect(await kept.get('bad', async () => 'open')).toBe('open');
});
