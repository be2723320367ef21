import { expect, test } from 'vitest';
import { amountText, maskFacts, maskQuarrels } from './mask-facts.ts';

const some = { before: 'some', after: 'none', moving: '0x0' } as const;

test('the three masks are three facts, and what is not known is left out', () => {
  const facts = maskFacts({ ...some, mask: '0xf0', maskAfter: '0x0', announced: '0xff' });
  expect(facts.map(({ name, mask }) => [name, mask])).toEqual([
    ['Accepted before', 0xf0n],
    ['Accepted after', 0n],
    ['Announced', 0xffn],
  ]);
  expect(maskFacts({ ...some, mask: null, maskAfter: null, announced: null })).toEqual([]);
});

const meanings = (mask: string, maskAfter: string) =>
  maskFacts({ ...some, mask, maskAfter, announced: null }).map(({ meaning }) => meaning);

test('a mask without a bit says that nothing is taken', () => {
  expect(meanings('0x0', '0x0')).toEqual([
    'KVM takes no change before the first run',
    'KVM takes no change once a vCPU has run',
  ]);
  expect(meanings('0xf0', '0xf0')).toEqual([
    'KVM took a change of these bits before the first run',
    'and still does through every vCPU once one has run',
  ]);
});

test('where announced and accepted part is said in both directions', () => {
  expect(maskQuarrels({ ...some, mask: '0x1f0', maskAfter: '0x0', announced: '0xff' })).toEqual([
    'Announced but not accepted: bits 0–3.',
    'Accepted but not announced: bit 8.',
  ]);
  expect(maskQuarrels({ ...some, mask: '0xff', maskAfter: '0x0', announced: '0xff' })).toEqual([]);
  expect(maskQuarrels({ ...some, mask: '0xff', maskAfter: '0x0', announced: null })).toEqual([]);
});

test('a mask is counted', () => {
  expect([0n, 0xffn, 0x3n].map((mask) => amountText(mask, 8))).toEqual(['no bit', 'all 8 bits', '2 of 8 bits']);
});
