import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { AttachedVms } from './attached-vms.ts';
import { fakeProc } from './fake-proc.test-helper.ts';
import { localView } from './local-view.ts';

const readStats = async () => Promise.reject(new Error('nobody to ask'));

function lookIn(proc: string): AttachedVms {
  const view = localView({ proc, debug: '/nowhere', dpkg: '/nowhere' });
  return new AttachedVms({
    host: 'local',
    arch: 'arm64',
    lookout: { view: async () => view, machine: () => view, readStats, readExits: readStats },
    changed: () => undefined,
  });
}

const oneVcpu = { 5: 'anon_inode:kvm-vm', 6: 'anon_inode:kvm-vcpu:0' };

describe('processes that say anything of themselves', () => {
  test('a VM is told by its VMM, its name, its pid and the time when its process began', async () => {
    using proc = fakeProc();
    const argv = ['qemu-system-aarch64', '-name', 'guest=we\u001B[2Jb,debug-threads=on'];
    proc.add({
      pid: 300,
      comm: 'a) R 1 (b',
      exe: '/usr/bin/qemu-system-aarch64',
      argv,
      fds: { 0: '/dev/null', ...oneVcpu },
    });
    proc.add({ pid: 301, comm: 'bash', fds: { 0: '/tmp/anon_inode:kvm-vm', 1: 'socket:[5]' } });
    const { seen, unseen } = await lookIn(proc.root).look();
    expect(unseen).toBe('');
    expect(seen.map(({ vm }) => vm)).toEqual([
      {
        host: 'local',
        vm: '300-5',
        kind: 'attached',
        phase: 'unknown',
        phaseBecause: expect.stringContaining('debugfs is not mounted'),
        vcpus: 1,
        features: null,
        vmm: 'QEMU',
        name: 'we�[2Jb',
        pid: 300,
        arch: 'arm64',
        createdAt: '2023-11-14T22:13:33.000Z',
      },
    ]);
  });

  test("those that hold VMs for a regscope are not listed, and one that only has a regscope's name is", async () => {
    using proc = fakeProc();
    const argv = ['node', '/x/packages/kvm/dist/ffi-child.js', '/x/native/build/x86_64/libregscope.so'];
    proc.add({ pid: 300, comm: 'node', exe: '/usr/bin/node', argv, fds: oneVcpu });
    proc.add({ pid: 301, comm: 'regscope-agent', exe: '/usr/bin/thing', fds: oneVcpu });
    expect((await lookIn(proc.root).look()).seen.map(({ vm }) => vm.vm)).toEqual(['301-5']);
  });

  test('a VM whose process closed its descriptor lives on by its vCPUs', async () => {
    using proc = fakeProc();
    proc.add({ pid: 300, comm: 'x', fds: { 8: 'anon_inode:kvm-vcpu:0', 9: 'anon_inode:kvm-vcpu:1' } });
    expect((await lookIn(proc.root).look()).seen.map(({ vm }) => [vm.vm, vm.vcpus])).toEqual([['300-8', 2]]);
  });

  test('a descriptor that a process has twice is one vCPU', async () => {
    using proc = fakeProc();
    proc.add({ pid: 300, comm: 'x', fds: { ...oneVcpu, 7: 'anon_inode:kvm-vcpu:0' } });
    expect((await lookIn(proc.root).look()).seen[0]?.vm.vcpus).toBe(1);
  });

  test('VMs come and go, and a pid that another process got is another VM', async () => {
    using proc = fakeProc();
    const attached = lookIn(proc.root);
    expect((await attached.look()).seen).toEqual([]);
    proc.add({ pid: 300, comm: 'x', fds: oneVcpu });
    await sleep(1100);
    const { vm } = await attached.find('300-5');
    proc.end(300);
    await sleep(1100);
    await expect(attached.find('300-5')).rejects.toThrow('local/300-5 is gone: unknown (pid 300) ended or closed it');
    await expect(attached.find('301-5')).rejects.toMatchObject({ code: 'NO_SUCH_VM' });
    expect(vm.pid).toBe(300);
  });
});

describe('what keeps VMs from being seen is said', () => {
  const whyNot = process.getuid?.() === 0 ? '' : ' (skipped: only root can become nobody)';
  test.skipIf(whyNot !== '')(`missing rights, with who looks like a VMM and the remedy${whyNot}`, async () => {
    using proc = fakeProc();
    proc.add({ pid: 300, comm: 'qemu-system-x86', fds: oneVcpu });
    proc.add({ pid: 301, comm: 'bash' });
    for (const pid of ['300', '301']) chmodSync(join(proc.root, pid, 'fd'), 0o700);
    chmodSync(proc.root, 0o755);
    const { seen, unseen } = await asNobody(async () => lookIn(proc.root).look());
    expect(seen).toEqual([]);
    expect(unseen).toBe(
      '2 processes may not be looked into, so VMs of other users may be missing here. By their names these are VMMs: qemu-system-x86 (pid 300). Run regscope as root, with CAP_SYS_PTRACE, or as the user who runs the VMs.',
    );
  });

  test('a pid namespace of its own', async () => {
    using proc = fakeProc();
    proc.end(join('self', 'ns', 'pid'));
    expect((await lookIn(proc.root).look()).unseen).toContain('pid namespace of its own');
  });
});

async function asNobody<T>(work: () => Promise<T>): Promise<T> {
  process.seteuid?.(65534);
  try {
    return await work();
  } finally {
    process.seteuid?.(0);
  }
}
