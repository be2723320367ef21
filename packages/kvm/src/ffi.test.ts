import { readdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { kvmOverFfi, limitsOf, machineFor } from './index.ts';
import { ffiFiles, whyClosed } from './test-files.ts';

test('a killed child is reported with its signal, to those who wait and to those who come later', async () => {
  await using kvm = await kvmOverFfi(ffiFiles);
  await kvm.hello();
  process.kill(kvm.pid, 'SIGKILL');
  expect(await kvm.ended).toEqual({ kind: 'gone', because: 'signal SIGKILL' });
  await expect(kvm.hello()).rejects.toMatchObject({ failure: { kind: 'gone' } });
});

test('a child that hangs is ended after the deadline', async () => {
  await using kvm = await kvmOverFfi(ffiFiles);
  process.kill(kvm.pid, 'SIGSTOP');
  await expect(kvm.hello()).rejects.toMatchObject({ failure: { kind: 'timeout', op: 'RS_HELLO' } });
  for (let tries = 0; alive(kvm.pid) && tries < 100; tries++) await sleep(20);
  expect(alive(kvm.pid)).toBe(false);
});

test('a library that is not there is said, not thrown at the caller from nowhere', async () => {
  await using kvm = await kvmOverFfi({ ...ffiFiles, library: '/nowhere/libregscope.so' });
  await expect(kvm.hello()).rejects.toThrow('/nowhere/libregscope.so');
});

test.skipIf(whyClosed !== '')(`making and closing VMs leaves no descriptor behind${whyClosed}`, async () => {
  await using kvm = await kvmOverFfi(ffiFiles);
  const { arch } = await kvm.hello();
  const machine = machineFor(arch, { vcpus: 3, features: [] }, await limitsOf(kvm));
  const cycle = async () => kvm.close(await kvm.create(machine));
  await cycle();
  const before = descriptors(kvm.pid);
  for (let n = 0; n < 30; n++) await cycle();
  expect(descriptors(kvm.pid)).toBe(before);
});

function descriptors(pid: number): number {
  return readdirSync(`/proc/${pid}/fd`).length;
}

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
