import { expect, test } from 'vitest';
import { bitsUnder } from './bits-under.ts';

const id = '0x603000000013c020';

test('the bits of the first vCPU on which the sides differ are drawn', () => {
  const values = [
    ['0x11', '0x20'],
    ['0x11', '0x21'],
  ];
  expect(bitsUnder({ id, mask: '0x1', values })).toEqual({
    bits: 64,
    marks: 1n,
    vcpu: 1,
    isOneOfMany: true,
    sides: [
      { kind: 'value', value: 0x20n },
      { kind: 'value', value: 0x21n },
    ],
  });
});

test('of several sides, a bit is marked in which any two differ; those without a value stay in line', () => {
  const under = bitsUnder({ id, mask: '0x7', values: [['0x1'], null, [null], ['0x3'], ['0x5']] });
  expect(under?.marks).toBe(0b110n);
  expect(under?.sides.map(({ kind }) => kind)).toEqual(['value', 'absent', 'unreadable', 'value', 'value']);
});

test('bits that change by themselves are not marked', () => {
  expect(bitsUnder({ id, mask: '0x10', values: [['0x1'], ['0x12']] })?.marks).toBe(0x10n);
});

test('where one side alone has a value there is nothing to draw', () => {
  expect(bitsUnder({ id, mask: '0x0', values: [null, ['0x1']] })).toBeUndefined();
});
