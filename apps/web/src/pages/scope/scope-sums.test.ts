import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rowOf } from '../../components/register-builder.test-helper.ts';
import { scopeKinds } from '../../components/scope-words.ts';
import type { ScopeKind } from '../../components/writable.ts';
import { countByClass, countScopes, quarrelling, restoreCost } from './scope-sums.ts';

type Evidence = 'kernel' | 'probed' | 'catalogue' | null;

const row = (kind: ScopeKind, evidence: Evidence = 'probed', className = 'sysreg') =>
  rowOf({ class: className, scope: { kind, evidence, because: 'somewhere', fields: {} } });

const registers = [
  row('vcpu', 'probed', 'core'),
  row('vcpu'),
  row('vm'),
  row('vm', 'catalogue'),
  row('mixed'),
  row('host', 'catalogue', 'fw'),
  row('unknown', null, 'fw'),
];

test('registers are counted by scope, and by what that rests on', () => {
  expect(countScopes(registers)).toEqual([
    { kind: 'vm', count: 2, kernel: 0, probed: 1, catalogue: 1 },
    { kind: 'vcpu', count: 2, kernel: 0, probed: 2, catalogue: 0 },
    { kind: 'mixed', count: 1, kernel: 0, probed: 1, catalogue: 0 },
    { kind: 'host', count: 1, kernel: 0, probed: 0, catalogue: 1 },
    { kind: 'unknown', count: 1, kernel: 0, probed: 0, catalogue: 0 },
  ]);
});

test('what the kernel says itself is counted apart', () => {
  expect(countScopes([row('vm', 'kernel')])[0]).toEqual({ kind: 'vm', count: 1, kernel: 1, probed: 0, catalogue: 0 });
});

test('registers of which the evidence disagrees are found', () => {
  const quarrels = [{ kind: 'mixed', evidence: 'catalogue', because: 'nr_pmu_counters' } as const];
  const one = rowOf({ scope: { kind: 'vcpu', evidence: 'kernel', because: '7.3', fields: {}, quarrels } });
  expect(quarrelling([...registers, one])).toEqual([one]);
});

test('and by class, in the order of the list', () => {
  expect(countByClass(registers).map(({ name, total, of }) => [name, total, of.get('vm'), of.get('vcpu')])).toEqual([
    ['core', 1, 0, 1],
    ['sysreg', 4, 2, 1],
    ['fw', 2, 0, 0],
  ]);
});

test('what is the VM’s is written once, what is the host’s never, all else through every vCPU', () => {
  const counts = countScopes(registers);
  expect(restoreCost(counts, 1)).toMatchObject({ unaware: 7, aware: 6, saved: 1 });
  expect(restoreCost(counts, 4)).toEqual({ vcpus: 4, unaware: 28, aware: 18, saved: 10, percent: 1000 / 28 });
});

test('a VM without registers saves nothing, and not a number of it', () => {
  expect(restoreCost(countScopes([]), 8)).toEqual({ vcpus: 8, unaware: 0, aware: 0, saved: 0, percent: 0 });
});

test('nobody writes more by knowing more, and more vCPUs never save a smaller part', () => {
  const kinds = fc.array(fc.constantFrom(...scopeKinds), { minLength: 1, maxLength: 50 });
  fc.assert(
    fc.property(kinds, fc.integer({ min: 1, max: 511 }), (of, vcpus) => {
      const counts = countScopes(of.map((kind) => row(kind)));
      const [fewer, more] = [restoreCost(counts, vcpus), restoreCost(counts, vcpus + 1)];
      expect(fewer.aware + fewer.saved).toBe(fewer.unaware);
      expect(fewer.saved).toBeGreaterThanOrEqual(0);
      expect(more.percent).toBeGreaterThanOrEqual(fewer.percent - 1e-9);
    }),
  );
});
