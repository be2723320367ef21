import { expect, test } from 'vitest';
import { hostActions } from './host-actions.ts';

test('a stopped lab host can be started and nothing else', () => {
  const actions = hostActions({ kind: 'lab', state: 'stopped', because: '' });
  expect([actions.start.ok, actions.stop.ok, actions.newVm.ok]).toEqual([true, false, false]);
});

test('a host that is starting can be stopped, so that nobody has to wait for one that hangs', () => {
  expect(hostActions({ kind: 'lab', state: 'starting', because: 'booting' }).stop.ok).toBe(true);
  expect(hostActions({ kind: 'lab', state: 'starting', because: 'starting' }).newVm.because).toBe(
    'The host is starting.',
  );
});

test('what cannot be done says why, in the words of the server', () => {
  const { newVm } = hostActions({ kind: 'local', state: 'unavailable', because: '/dev/kvm is not there' });
  expect(newVm.because).toBe('The host is unavailable: /dev/kvm is not there');
});

test('recorded hosts run nothing', () => {
  expect(hostActions({ kind: 'recorded', state: 'ready', because: '' }).newVm.because).toContain('recorded');
});
