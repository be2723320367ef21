import { expect, test } from 'vitest';
import { qmpPath } from './qmp-path.ts';

test('the socket of the monitor is found in what QEMU was told, in both ways of telling', () => {
  expect(qmpPath(['qemu', '-qmp', 'unix:/run/web1.qmp,server=on,wait=off'])).toBe('/run/web1.qmp');
  expect(qmpPath(['qemu', '--qmp', 'unix:web1.qmp,server'])).toBe('web1.qmp');
  const libvirt = [
    '-chardev',
    'socket,id=charmonitor,path=/run/m.sock,server=on,wait=off',
    '-mon',
    'chardev=charmonitor,id=monitor,mode=control',
  ];
  expect(qmpPath(['qemu', ...libvirt])).toBe('/run/m.sock');
});

test('there is none for a human monitor, another socket, a descriptor that was handed over, or nothing', () => {
  expect(qmpPath(['qemu', '-monitor', 'unix:/run/hmp,server'])).toBeUndefined();
  expect(qmpPath(['qemu', '-chardev', 'socket,id=a,path=/run/a', '-mon', 'chardev=a,mode=readline'])).toBeUndefined();
  expect(qmpPath(['qemu', '-chardev', 'socket,id=a,fd=27', '-mon', 'chardev=a,mode=control'])).toBeUndefined();
  expect(qmpPath(['qemu', '-qmp', 'stdio', '-qmp'])).toBeUndefined();
  expect(qmpPath([])).toBeUndefined();
});
