import { registerId, type Plan } from '@regscope/registers';
import { expect, test } from 'vitest';
import { otherTarget, planFile, readPlanFile } from './plan-file.ts';

const target = {
  host: 'lab:7.3:max',
  vm: 'vm-1',
  createdAt: '2026-01-01T00:00:00Z',
  kernel: '7.3',
  arch: 'arm64',
} as const;
const plan: Plan = {
  target,
  edits: [{ id: registerId(0x6030_0000_0013_c030n), vcpu: null, mask: 1n << 63n, from: 0n, to: 1n << 63n }],
};

test('a file holds the plan with all 64 bits of its values, under a name that every file system takes', async () => {
  const { name, text } = planFile(plan);
  expect(name).toBe('plan-lab-7.3-max-vm-1.json');
  expect(text).toContain('"mask": "0x8000000000000000"');
  expect(await readPlanFile(new File([text], name))).toMatchObject({ format: 'regscope plan', version: 1 });
});

test('a file that is no JSON is refused with its name and the reason', async () => {
  await expect(readPlanFile(new File(['{ "edits": ['], 'half.json'))).rejects.toThrow(/^half\.json: it is no JSON: /);
});

test('a plan says for which other VM it was made, and nothing for the same', () => {
  expect(otherTarget(target, target)).toBe('');
  expect(otherTarget(target, { ...target, vm: 'vm-2' })).toBe('lab:7.3:max/vm-1 (Linux 7.3, arm64)');
  expect(otherTarget(target, { ...target, createdAt: 'x' })).toContain('an earlier VM of the name vm-1');
  expect(otherTarget(target, { ...target, kernel: '6.12' })).toBe('Linux 7.3, while this host runs 6.12');
});
