import { describe, expect, test } from 'vitest';
import { featureMatrix, hasAnswer, isDiffering, isNamed } from './index.ts';

const vm = (answers: Record<string, boolean | null>) => ({
  features: Object.entries(answers).map(([name, answer]) => ({
    name,
    answer,
    fields: [{ name: `ID_AA64PFR0_EL1.${name.slice(5)}`, value: answer === null ? null : '0x1' }],
  })),
});
const rows = (...vms: Parameters<typeof featureMatrix>[0]) => new Map(featureMatrix(vms).map((row) => [row.name, row]));

describe('features side by side', () => {
  test('names stand in the order of a reader, whatever the order of the answers', () => {
    const names = ['FEAT_SVE', 'FEAT_nTLBPA', 'FEAT_PMUv3p10', 'FEAT_PMUv3p9'];
    const one = vm(Object.fromEntries(names.map((name) => [name, true])));
    expect(featureMatrix([one]).map(({ name }) => name)).toEqual([
      'FEAT_nTLBPA',
      'FEAT_PMUv3p9',
      'FEAT_PMUv3p10',
      'FEAT_SVE',
    ]);
  });

  test('a VM that was not read, or does not know a name, has no cell and keeps its place', () => {
    const row = rows(undefined, vm({}), vm({ FEAT_SVE: true })).get('FEAT_SVE');
    expect(row?.cells.map((cell) => cell?.answer)).toEqual([undefined, undefined, true]);
    expect(row?.fields).toEqual(['ID_AA64PFR0_EL1.SVE']);
  });

  test('VMs without FEAT_ names make no rows', () => {
    expect(featureMatrix([vm({}), undefined])).toEqual([]);
  });

  test.each([
    ['yes and no differ', [true, false], true],
    ['yes and cannot tell differ', [true, null], true],
    ['the same answers do not', [false, false], false],
    ['one VM alone does not', [true], false],
  ] as const)('%s', (_, answers, expected) => {
    const [row] = featureMatrix([...answers.map((answer) => vm({ FEAT_SVE: answer })), undefined]);
    expect(row && isDiffering(row)).toBe(expected);
  });

  test('an answer is found if any VM gives it', () => {
    const [row] = featureMatrix([vm({ FEAT_SVE: true }), vm({ FEAT_SVE: null })]);
    expect(row && [true, false, null].map((answer) => hasAnswer(row, answer))).toEqual([true, false, true]);
  });

  test.each([
    ['', true],
    [' , ', true],
    ['sve', true],
    ['pfr0', true],
    ['feat_ pfr0_el1.sve', true],
    ['sve isar', false],
    ['FEAT_LSE,FEAT_SVE', true],
    ['FEAT_LSE, isar', false],
  ])('the text %j finds FEAT_SVE: %s', (text, expected) => {
    const [row] = featureMatrix([vm({ FEAT_SVE: false })]);
    expect(row && isNamed(row, text)).toBe(expected);
  });
});
