import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseSearch, stringifySearch } from './search-text.ts';

test('any texts survive the way through the address', () => {
  const texts = fc.dictionary(fc.string({ minLength: 1 }), fc.string({ unit: 'grapheme' }), { noNullPrototype: true });
  fc.assert(
    fc.property(texts, (search) => {
      expect(parseSearch(stringifySearch(search))).toEqual(search);
    }),
  );
});

test('encodings and numbers stay readable and stay text', () => {
  expect(stringifySearch({ q: '3,0,0,4,0', differs: '1', reg: undefined })).toBe('?q=3,0,0,4,0&differs=1');
  expect(stringifySearch({ of: 'lab:6.12:max/1,local/2' })).toBe('?of=lab:6.12:max/1,local/2');
  expect(parseSearch('?q=10')).toEqual({ q: '10' });
});
