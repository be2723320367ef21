import { expect, test } from 'vitest';
import { sentence } from './sentence.ts';

test('words become a sentence, and a sentence stays one', () => {
  expect(sentence('the VM is gone')).toBe('The VM is gone.');
  expect(sentence('Is it a folder?')).toBe('Is it a folder?');
});

test.each([
  'vCPU 0 holds 0x1',
  'local/1 is gone',
  'lab:6.12:max has ended',
  'x0 is busy',
  'key.pem cannot be read',
  'a_b',
])('the name at the start of “%s” keeps its spelling', (text) => {
  expect(sentence(text)).toBe(`${text}.`);
});

test('a colon or a full stop after a word makes no name of it', () => {
  expect(sentence('refused: the VM is gone')).toBe('Refused: the VM is gone.');
  expect(sentence('no.')).toBe('No.');
});
