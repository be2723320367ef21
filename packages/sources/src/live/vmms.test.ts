import fc from 'fast-check';
import { expect, test } from 'vitest';
import { vcpuOfThread, versionInPath, vmmOf, vmNameOf } from './vmms.ts';

test.each([
  ['/usr/bin/qemu-system-aarch64', 'qemu-system-aar', 'QEMU'],
  ['/usr/libexec/qemu-kvm', 'qemu-kvm', 'QEMU'],
  [null, 'qemu-system-x86', 'QEMU'],
  ['/srv/jail/firecracker', 'firecracker', 'Firecracker'],
  ['/opt/firecracker-v1.14.0-aarch64', 'firecracker-v1.', 'Firecracker'],
  [null, 'cloud-hyperviso', 'Cloud Hypervisor'],
  ['/usr/bin/crosvm', 'crosvm', 'crosvm'],
  ['/usr/bin/lkvm (deleted)', 'lkvm', 'kvmtool'],
  ['/tmp/evil', 'qemu-system-x86', 'unknown'],
  ['/usr/bin/bash', 'bash', 'unknown'],
])('the program %s that calls itself %s is %s', (exe, comm, vmm) => {
  expect(vmmOf({ exe, comm })).toBe(vmm);
});

test.each([
  ['QEMU', ['qemu', '-name', 'guest=web1,debug-threads=on', '-S'], 'web1'],
  ['QEMU', ['qemu', '-name', 'web1'], 'web1'],
  ['QEMU', ['qemu', '-name', 'debug-threads=on,guest=a,,b'], 'a,b'],
  ['QEMU', ['qemu', '-name', 'debug-threads=on'], null],
  ['QEMU', ['qemu', '-name'], null],
  ['Firecracker', ['firecracker', '--id=551e7604', '--api-sock', '/x'], '551e7604'],
  ['Firecracker', ['firecracker', '--id', '551e7604'], '551e7604'],
  ['Cloud Hypervisor', ['cloud-hypervisor', '--api-socket', 'path=/run/web1.sock'], 'web1'],
  ['Cloud Hypervisor', ['cloud-hypervisor', '--api-socket', 'fd=5'], null],
  ['crosvm', ['crosvm', 'run', '-s', '/run/web1.sock'], 'web1'],
  ['kvmtool', ['lkvm', 'run', '--name', 'web1'], 'web1'],
  ['unknown', ['thing', '-name', 'web1'], null],
])('%s started as %j calls its VM %s', (vmm, argv, name) => {
  expect(vmNameOf(vmm, argv)).toBe(name);
});

test('whatever stands in the arguments, a name is short and plain', () => {
  const option = fc.constantFrom('-name', '--id', '--api-socket', '-s', '--name');
  const vmm = fc.constantFrom('QEMU', 'Firecracker', 'Cloud Hypervisor', 'crosvm', 'kvmtool');
  fc.assert(
    fc.property(vmm, option, fc.string({ unit: 'binary', maxLength: 300 }), (of, before, text) => {
      const name = vmNameOf(of, ['vmm', before, text]) ?? '';
      expect(Array.from(name).length).toBeLessThanOrEqual(80);
      expect(name).not.toMatch(/\p{Cc}/u);
    }),
  );
});

test('threads of vCPUs are known by the names that VMMs give them', () => {
  const names = ['CPU 12/KVM', 'fc_vcpu 3', 'vcpu0', 'crosvm_vcpu7', 'kvm-vcpu-1', 'worker', 'CPU 0/TCG', 'vcpu-extra'];
  expect(names.map(vcpuOfThread)).toEqual([12, 3, 0, 7, 1, undefined, undefined, undefined]);
});

test('a version stands in a path, or it does not', () => {
  expect(versionInPath('/nix/store/abc-qemu-9.1.2/bin/qemu-system-x86_64')).toBe('9.1.2');
  expect(versionInPath('/opt/firecracker-v1.14.0-aarch64')).toBe('1.14.0');
  expect(versionInPath('/usr/bin/qemu-system-x86_64')).toBeUndefined();
});
