import { expect, test } from 'vitest';
import { takenText } from './answer-words.ts';
import { againstOf, answerOf } from './answer-builder.test-helper.ts';
import { isBarred, noBook, takenBook, takers } from './taken.ts';

const refused = { verdict: 'refused', stops: 1 } as const;

test('a register of which nothing is said goes everywhere', () => {
  const book = takenBook(answerOf({ old: refused, new: {} }, { '0x1': [againstOf(0)] }));
  expect(book.find('0x2')).toEqual({ kind: 'told', by: 2, of: 2, untried: 0, against: [] });
  expect(book.find('0x2')).toBe(book.find('0x3'));
  expect(isBarred(book.find('0x2'))).toBe(false);
});

test('a host counts once, however many fields it has something against', () => {
  const against = [againstOf(0, { fields: ['EL2'] }), againstOf(0, { fields: ['SVE'] })];
  const book = takenBook(answerOf({ old: refused, new: {} }, { '0x1': against }));
  expect(book.find('0x1')).toMatchObject({ by: 1, of: 2 });
  expect(isBarred(book.find('0x1'))).toBe(true);
  expect(takers(book, against)).toEqual(['new']);
});

test('what only a trial can tell is no refusal, and does not count as taken', () => {
  const tried = againstOf(0, { kind: 'untested', errno: null });
  const book = takenBook(answerOf({ a: { stops: 1 }, b: {} }, { '0x1': [tried] }));
  expect(book.find('0x1')).toMatchObject({ by: 1, of: 2, untried: 1 });
});

test('a host that was not asked about registers is not counted, and is told once', () => {
  const unlike = { verdict: 'unknown', because: 'no such VM was probed there' } as const;
  const book = takenBook(answerOf({ a: {}, b: unlike, c: unlike }, {}));
  expect(book.find('0x1')).toMatchObject({ by: 1, of: 1 });
  expect(book.wholly).toEqual([{ because: unlike.because, hosts: ['b', 'c'], isJudged: false }]);
  expect(takers(book, [])).toEqual(['a']);
});

test('a host without a feature still answers for each register', () => {
  const lacking = { ...refused, because: 'the host does not offer sve' };
  const book = takenBook(answerOf({ a: {}, b: lacking }, { '0x1': [againstOf(1, { kind: 'absent' })] }));
  expect(book.find('0x1')).toMatchObject({ by: 1, of: 2 });
  expect(book.find('0x2')).toMatchObject({ by: 2, of: 2 });
  expect(book.wholly).toEqual([{ because: lacking.because, hosts: ['b'], isJudged: true }]);
});

test('without hosts nothing is claimed', () => {
  expect(takenBook(answerOf({}, {})).find('0x1')).toEqual({ kind: 'unasked' });
  expect(takenText(noBook.find('0x1'), noBook)).toMatch(/No host can be asked/);
});

test('the chip says in sentences who takes the register and who does what', () => {
  const hosts = Object.fromEntries(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((name) => [name, { stops: 1 }]));
  const against = [0, 1, 2, 3, 4, 5].map((target) => againstOf(target));
  const book = takenBook(answerOf(hosts, { '0x1': [...against, againstOf(6, { kind: 'changed', errno: null })] }));
  expect(takenText(book.find('0x1'), book).split('\n')).toEqual([
    'Loads as it is on 1 of 8 hosts.',
    'refused EINVAL on 6: a, b, c, d and 2 more',
    'stored otherwise on 1: g',
  ]);
});
