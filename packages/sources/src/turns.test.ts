import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import { Turns } from './turns.ts';

test('work waits for what came before, also when that failed', async () => {
  const turns = new Turns(() => {});
  const order: string[] = [];
  const first = turns.take('a', async () => {
    await sleep(5);
    order.push('first');
    throw new Error('no');
  });
  const second = turns.take('b', async () => order.push('second'));
  await expect(first).rejects.toThrow('no');
  await second;
  expect(order).toEqual(['first', 'second']);
});

test('what is quick tells nothing, what is long tells its step, and nothing when it is over', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  const changed = vi.fn();
  const turns = new Turns(changed);
  await turns.take('a', async () => {});
  expect(changed).not.toHaveBeenCalled();
  await turns.take('trying', async (tell) => {
    tell('vCPU 3 of 8');
    vi.advanceTimersByTime(600);
    expect(turns.told).toBe('trying: vCPU 3 of 8');
  });
  expect([turns.told, changed.mock.calls.length]).toEqual(['', 2]);
  vi.useRealTimers();
});
