import { expect, test } from 'vitest';
import { defaultLabHost, labHostName } from './index.ts';

test('the machine’s own QEMU is left out of the name, another one is not', () => {
  expect(labHostName(defaultLabHost)).toBe('lab:6.12:max');
  expect(labHostName({ kernel: '7.3', cpu: 'neoverse-n1', qemu: 'trixie-backports' })).toBe(
    'lab:7.3:neoverse-n1:trixie-backports',
  );
});

test('traits stand behind the CPU model, in one order', () => {
  const parts = { kernel: '7.3', cpu: 'max', qemu: 'trixie-backports' };
  expect(labHostName(parts, ['mte', 'el2'])).toBe('lab:7.3:max+el2+mte:trixie-backports');
});

test.each(['', 'a:b', 'a/b', 'a b', 'a,b'])('%j is no part of a name', (cpu) => {
  expect(() => labHostName({ ...defaultLabHost, cpu })).toThrow('single words');
});
