import { expect, test } from 'vitest';
import { vmsText } from './vms-text.ts';

test('one VM is not said to be several', () => {
  expect([0, 1, 2].map(vmsText)).toEqual(['0 VMs', '1 VM', '2 VMs']);
});
