import { expect, test } from 'vitest';
import { listOf } from '../components/register-builder.test-helper.ts';
import { changeOf, nextReading } from './reading.ts';

const id = '0x603000000013c020';

test('the first reading has nothing to compare with', () => {
  const reading = nextReading(undefined, listOf('t1', { id, values: ['0x1'] }));
  expect(changeOf(reading, id)).toBeUndefined();
});

test('a register that changed between two readings keeps what it held', () => {
  const first = nextReading(undefined, listOf('t1', { id, values: ['0x1', '0x1'] }));
  const second = nextReading(first, listOf('t2', { id, values: ['0x1', '0x2'] }));
  expect(changeOf(second, id)).toBe('now');
  expect(second.earlier.get(id)).toEqual({ values: ['0x1', '0x1'], readAt: 't1', changedAt: 't2' });
});

test('an older change is still known after a reading in which nothing changed', () => {
  const first = nextReading(undefined, listOf('t1', { id, values: ['0x1'] }));
  const second = nextReading(first, listOf('t2', { id, values: ['0x2'] }));
  const third = nextReading(second, listOf('t3', { id, values: ['0x2'] }));
  expect(changeOf(third, id)).toBe('before');
  expect(third.earlier.get(id)?.values).toEqual(['0x1']);
});

test('a register that appears is not called changed', () => {
  const first = nextReading(undefined, listOf('t1'));
  expect(changeOf(nextReading(first, listOf('t2', { id, values: ['0x2'] })), id)).toBeUndefined();
});
