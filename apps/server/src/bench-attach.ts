// How long a vCPU of another process stands still while all of its registers are read, against the same reads in a bare loop.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Vm } from '@regscope/contract';
import type { Hosts } from '@regscope/sources';
import { checkingVmm, whyNoCheckingVmm } from '@regscope/sources/checking-vmm';

type Say = (text: string) => void;

const safely = { despiteFilters: false };

/** Natively: a VMM of the tests, which times the bare loop in itself. */
export async function benchAttach(hosts: Hosts, say: Say): Promise<void> {
  if (whyNoCheckingVmm !== '') return say(`attach: not measured${whyNoCheckingVmm}`);
  for (const filter of ['none', 'allow'] as const) {
    await using vmm = await checkingVmm({ vcpus: 3, filter });
    await sleep(FRESH_MS);
    const vm = (await hosts.vms()).find(({ kind, pid }) => kind === 'attached' && pid === vmm.pid)?.vm ?? '';
    const { registers, stops } = await many(hosts, { host: 'local', vm }, 300);
    for (const { vcpu, medianUs, p99Us } of stops)
      say(
        `local: attach, ${guests[vcpu]}, seccomp filter ${filter}: ${registers} registers, stood still ${medianUs} us (median), ${p99Us} us (p99), bare loop ${vmm.bareUs.toFixed(0)} us, ratio ${(medianUs / vmm.bareUs).toFixed(2)}`,
      );
  }
}

/** On an emulated arm64 host: QEMU; the bare loop is that of the C core over a VM of the same shape. */
export async function benchAttachInLab(hosts: Hosts, say: Say): Promise<void> {
  const lab = await hosts.use(LAB);
  await lab.start();
  const vm = (await hosts.vms()).find(({ host, name }) => host === LAB && name === 'running')?.vm ?? '';
  const { registers, stops } = await many(hosts, { host: LAB, vm }, 30);
  const own = await lab.createVm({ vcpus: 1 });
  const bare: number[] = [];
  for (let n = 0; n < 30; n++) bare.push((await lab.snapshot(own.vm)).ioctlMs * 1000);
  const count = (await lab.snapshot(own.vm)).registers.length;
  await lab.stop();
  const each = (bare.toSorted((a, b) => a - b)[bare.length >> 1] ?? 0) / count;
  for (const { vcpu, medianUs, p99Us } of stops)
    say(
      `${LAB}: attach, vCPU ${vcpu} of QEMU: ${registers} registers, stood still ${medianUs} us (median), ${p99Us} us (p99), bare loop ${(each * registers).toFixed(0)} us, ratio ${(medianUs / (each * registers)).toFixed(2)}`,
    );
}

async function many(hosts: Hosts, { host, vm }: Pick<Vm, 'host' | 'vm'>, times: number) {
  for (let n = 1; n < times; n++) await hosts.attach(host, vm, safely);
  const { stops } = await hosts.attach(host, vm, safely);
  const { registers } = await (await hosts.find(host)).snapshot(vm);
  return { registers: registers.length, stops };
}

const guests = ['a guest that leaves all the time', 'a guest that waits', 'a guest that computes'];
const LAB = 'lab:6.12:max+qemu';
/** Longer than a look is kept. */
const FRESH_MS = 1100;
