import { catalogueScope } from '@regscope/catalogs';
import type { RegisterId } from '@regscope/registers';
import { expect, test } from 'vitest';
import { fullShape, recorded } from '../shelf.test-helper.ts';
import { forecastRestore } from './forecast.ts';
import { targetOf } from './target.ts';

const name = 'arm64-6.1-neoverse-n1';
const { shape } = targetOf(recorded(name), fullShape(name).features);
if (shape === undefined) throw new Error(`${name} has no shape`);

/** Of those that a fresh vCPU holds something in and whose lowest bit is stored as it is written. */
const ofVcpu = [...shape.plain].filter(
  ([id, value]) => catalogueScope(id)?.kind === 'vcpu' && value !== 0n && untold(id, [value ^ 1n]),
);

test('what a fresh vCPU holds is stored, whatever the vCPU before it was given', () => {
  expect(ofVcpu.length).toBeGreaterThan(10);
  for (const [id, fresh] of ofVcpu) expect([id, untold(id, [fresh ^ 1n, fresh])]).toEqual([id, true]);
});

function untold(id: RegisterId, values: readonly bigint[]): boolean {
  return shape !== undefined && forecastRestore(shape, [{ id, values }], 'kvm').writes.length === 0;
}
