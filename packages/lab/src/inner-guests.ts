// The guests that VMMs inside a lab host run (trait `qemu`): one row each, as different as what is looked for from outside. Two are started
// as libvirt does, which has QEMU name the threads of vCPUs; debugfs of arm64 does not tell them (x86 alone has vcpuN/pid, Linux 6.18).

export type InnerGuest = { readonly name: string; readonly options: readonly string[] };

export const innerGuests: readonly InnerGuest[] = [
  { name: 'running', options: ['-name', 'guest=running,debug-threads=on', '-smp', '2'] },
  { name: 'waiting', options: ['-name', 'guest=waiting,debug-threads=on', '-smp', '2', '-S'] },
  { name: 'sandboxed', options: ['-name', 'sandboxed', '-smp', '1', '-sandbox', 'on'] },
];

export type InnerPort = { readonly name: string; readonly number: number };

/** Virtio-serial ports of the lab host that lead to its guests. The first number is the agent's. */
export const innerPorts: readonly InnerPort[] = innerGuests
  .flatMap(({ name }) => [consoleOf(name), monitorOf(name)])
  .map((name, n) => ({ name, number: 2 + n }));

export function consoleOf(guest: string): string {
  return `console.${guest}`;
}

export function monitorOf(guest: string): string {
  return `monitor.${guest}`;
}

export const innerPlaces = { vmm: 'usr/bin/qemu-system-aarch64', image: 'inner/Image', initramfs: 'inner/initramfs' };

/** What the agent starts: an argument a line, an empty line after each program (native/programs.h). */
export function innerPrograms(): string {
  return innerGuests.map((guest) => `${commandOf(guest).join('\n')}\n\n`).join('');
}

function commandOf({ name, options }: InnerGuest): string[] {
  const { vmm, image, initramfs } = innerPlaces;
  const always = '-M virt,gic-version=3 -cpu host -accel kvm -m 160 -nodefaults -no-user-config -display none';
  const ends = [
    `-chardev pipe,id=console,path=${deviceOf(consoleOf(name))} -serial chardev:console`,
    `-chardev pipe,id=monitor,path=${deviceOf(monitorOf(name))} -qmp chardev:monitor`,
  ];
  const boot = ['-kernel', `/${image}`, '-initrd', `/${initramfs}`, '-append', 'console=ttyAMA0 quiet panic=-1'];
  return [`/${vmm}`, ...options, ...[always, ...ends].join(' ').split(' '), ...boot];
}

function deviceOf(port: string): string {
  return `/dev/vport0p${innerPorts.find(({ name }) => name === port)?.number}`;
}
