import { registerId } from '@regscope/registers';
import { expect, test } from 'vitest';
import { featuresOf } from './index.ts';

const held = (...ids: bigint[]) => ids.map((id) => ({ id: registerId(id), values: [0n] }));
const [PMCR_EL0, ZCR_LIST] = [0x6030_0000_0013_dce0n, 0x6060_0000_0015_ffffn];

test('what an arm64 VM was made with follows from what it lists, and a vGICv3 is taken for granted', () => {
  expect(featuresOf(held(PMCR_EL0, ZCR_LIST))).toEqual(['pmu', 'sve', 'gicv3']);
  expect(featuresOf(held(0x6030_0000_0010_0000n))).toEqual(['gicv3']);
});

test('VMs of other architectures are made with none of these', () => {
  expect(featuresOf(held(0x2030_0002_0000_0010n))).toEqual([]);
  expect(featuresOf(held(0x8030_0000_0100_0000n))).toEqual([]);
});
