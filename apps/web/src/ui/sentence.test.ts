import { expect, test } from 'vitest';
import { sentence } from './sentence.ts';

test('words become a sentence, and a sentence stays one', () => {
  expect(sentence('the VM is gone')).toBe('The VM is gone.');
  expect(sentence('Is it a folder?')).toBe('Is it a folder?');
});

test('vCPU keeps its spelling at the start', () => {
  expect(sentence('vCPU 0 holds 0x1')).toBe('vCPU 0 holds 0x1.');
});
