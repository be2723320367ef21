import { expect, test } from 'vitest';
import { catalogueOf } from '../../components/catalogue-builder.test-helper.ts';
import { listOf } from '../../components/register-builder.test-helper.ts';
import { knownOfVm } from './known-of-vm.ts';

const id = '0x603000000013c080';
const hcr = { register: 'HCR_EL2', field: 'E2H', signed: false };
const catalogue = catalogueOf({ 'HCR_EL2 0x603000000013c080': ['34 E2H | 0 off | 1 on'] });

test('a field of another register is read from the vCPU that is asked about', () => {
  const list = listOf('t', { id, values: ['0x0', '0x400000000'] });
  expect(knownOfVm(catalogue, { list, vcpu: 0 }).field(hcr)).toEqual({ value: 0n, width: 1 });
  expect(knownOfVm(catalogue, { list, vcpu: 1 }).field(hcr)).toEqual({ value: 1n, width: 1 });
});

test('a register that was refused, or is not listed, tells nothing', () => {
  expect(knownOfVm(catalogue, { list: listOf('t', { id, values: [null] }), vcpu: 0 }).field(hcr)).toBeUndefined();
  expect(knownOfVm(catalogue, { list: listOf('t'), vcpu: 0 }).field(hcr)).toBeUndefined();
});
