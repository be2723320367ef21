import { expect, test } from 'vitest';
import { catalogueOf } from '../../components/catalogue-builder.test-helper.ts';
import { suggest } from './suggest.ts';

const arm64 = catalogueOf({
  'ID_AA64PFR0_EL1 0x603000000013c020 Processor features 0': [],
  'MVFR0_EL1 0x603000000013c018 Media features 0': [],
  'pc 0x6030000000100040 Program counter': [],
});
const riscv = catalogueOf({ 'pc 0x8030000002000000 Program counter': [] });
const texts = (text: string) => suggest(text, [arm64, riscv]).map((one) => one.text);

test('names that begin with the text come first, then names that hold it, then titles', () => {
  expect(texts('pfr')).toEqual(['ID_AA64PFR0_EL1']);
  expect(texts('MVF')).toEqual(['MVFR0_EL1']);
  expect(texts('features')).toEqual(['ID_AA64PFR0_EL1', 'MVFR0_EL1']);
});

test('a name that two architectures have leads to the second by its id', () => {
  expect(texts('pc')).toEqual(['pc', '0x8030000002000000']);
});

test('nothing typed, and nothing that fits, suggest nothing', () => {
  expect(texts(' ')).toEqual([]);
  expect(texts('zzz')).toEqual([]);
});

test('there are eight at most', () => {
  const many = catalogueOf(
    Object.fromEntries(Array.from({ length: 20 }, (_, n) => [`DBGBVR${n}_EL1 0x60300000001380${10 + n}`, []])),
  );
  expect(suggest('dbg', [many])).toHaveLength(8);
});
