// What holds of every baseline, over choices of recorded hosts.
import { hex } from '@regscope/registers';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { recorded, shelf } from '../shelf.test-helper.ts';
import { forecastRestore } from '../restore/forecast.ts';
import { baselineHost } from './baseline-host.ts';
import { baseline, type Baseline } from './baseline.ts';
import { baselineValues, freshState } from './fresh-state.ts';

const arm64 = shelf.filter((name) => name.startsWith('arm64'));
const made = (names: readonly string[]) => baseline(names.map((name) => baselineHost(name, recorded(name))));
const choices = fc.shuffledSubarray(arm64, { minLength: 1, maxLength: 5 });
const runs = { numRuns: 40, seed: 7 };

test.each(arm64)('%s alone has its own values, and lacks nothing', (name) => {
  const { asked, registers, cost, lacking, forecast } = made([name]);
  const [shape] = asked.map((one) => one.shape);
  expect(registers.filter(({ id, value, mask }) => (((shape?.fresh.get(id) ?? -1n) ^ value) & mask) !== 0n)).toEqual(
    [],
  );
  expect([cost, lacking, forecast]).toEqual([[], [], asked.map(() => ({ objections: [], open: 0 }))]);
});

test('the order in which hosts are named does not matter', () => {
  fc.assert(
    fc.property(choices, (names) => {
      expect(said(made(names.toReversed()))).toEqual(said(made(names)));
    }),
    runs,
  );
});

test('one more host never raises a field of which the lower value is safe', () => {
  fc.assert(
    fc.property(choices, fc.constantFrom(...arm64), (names, more) => {
      const before = baselineValues(made(names).registers);
      for (const { id, fields } of made([...names, more]).registers)
        for (const { part, value } of fields) {
          const was = before.get(id);
          if (part.rule.rule !== 'lower' || value === undefined || was === undefined) continue;
          if ((was.mask & part.mask) !== part.mask) continue;
          expect(inOrder(part, value) <= inOrder(part, (was.value & part.mask) >> BigInt(part.seg[1]))).toBe(true);
        }
    }),
    runs,
  );
});

function said({ registers, cost }: Baseline) {
  return [
    registers.map(({ id, value, mask }) => `${id} ${value} ${mask}`).toSorted(),
    cost.map(({ feature, because }) => `${feature} ${because.toSorted().join()}`),
  ];
}

type Part = Baseline['registers'][number]['fields'][number]['part'];

function inOrder({ seg, rule }: Part, value: bigint): bigint {
  return rule.signed ? BigInt.asIntN(seg[0] - seg[1] + 1, value) : value;
}

test('what is settled is taken by every host, whoever sends it', () => {
  fc.assert(
    fc.property(choices, (names) => {
      const { registers, asked } = made(names);
      const values = baselineValues(registers.filter(({ fields }) => fields.every(({ value }) => value !== undefined)));
      for (const from of asked)
        for (const to of asked) {
          const held = [...freshState(from.shape, values)].map(([id, value]) => ({ id, values: [value] }));
          const { writes } = forecastRestore(to.shape, held, 'kvm');
          const against = writes.filter(({ id, listed, told }) => {
            const settled = values.get(id)?.mask ?? 0n;
            return listed && told.some(({ mask }) => (mask & settled) !== 0n);
          });
          expect(against.map(({ id }) => `${from.name} → ${to.name}: ${hex(id)}`)).toEqual([]);
        }
    }),
    runs,
  );
});

test('asked all at once, hosts say to each other what they say one by one', () => {
  fc.assert(
    fc.property(choices, (names) => {
      const { registers, asked, forecast } = made(names);
      const values = baselineValues(registers);
      for (const [at, to] of asked.entries()) {
        const told = asked.flatMap((from, number) => {
          const held = [...freshState(from.shape, values)].map(([id, value]) => ({ id, values: [value] }));
          const { writes } = forecastRestore(to.shape, held, 'kvm');
          return writes.flatMap(({ id, told: all }) =>
            all.some(({ kind }) => kind === 'refused') && number !== at ? [id] : [],
          );
        });
        const refused = forecast[at]?.objections.filter(({ what }) => what === 'refused').map(({ id }) => id);
        expect(new Set(refused)).toEqual(new Set(told));
      }
    }),
    runs,
  );
});
