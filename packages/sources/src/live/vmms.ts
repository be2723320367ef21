// What tells VMMs apart from outside: one row each. None of it is proof: a process can call itself anything.
import { plainText } from './plain-text.ts';

type VmmRow = {
  name: string;
  /** The program's file, or the process's name, which the kernel cuts to 15 characters. */
  program: RegExp;
  /** How it names the thread of a vCPU. */
  thread: RegExp;
  /** The VM's name among the arguments. */
  vmName: (argv: readonly string[]) => string | undefined;
  /** A version that stands in the program's path. */
  version: RegExp;
};

const rows: readonly VmmRow[] = [
  {
    name: 'QEMU',
    program: /^(?:qemu-system-[a-z0-9_.]+|qemu-kvm|qemu-system-.*|kvm)$/,
    thread: /^CPU (\d{1,5})\/KVM$/,
    vmName: (argv) => qemuName(after(argv, '-name') ?? after(argv, '--name')),
    version: /qemu-v?(\d+\.\d+(?:\.\d+)?)/,
  },
  {
    name: 'Firecracker',
    program: /^firecracker/,
    thread: /^fc_vcpu (\d{1,5})$/,
    vmName: (argv) => after(argv, '--id'),
    version: /firecracker-v?(\d+\.\d+(?:\.\d+)?)/,
  },
  {
    name: 'Cloud Hypervisor',
    program: /^cloud-hyperviso/,
    thread: /^vcpu(\d{1,5})$/,
    vmName: (argv) => socketName(after(argv, '--api-socket')),
    version: /cloud-hypervisor-v?(\d+\.\d+(?:\.\d+)?)/,
  },
  {
    name: 'crosvm',
    program: /^crosvm/,
    thread: /^crosvm_vcpu(\d{1,5})$/,
    vmName: (argv) => after(argv, '--name') ?? socketName(after(argv, '--socket') ?? after(argv, '-s')),
    version: /crosvm-v?(\d+\.\d+(?:\.\d+)?)/,
  },
  {
    name: 'kvmtool',
    program: /^(?:lkvm|lkvm-static|kvmtool)$/,
    thread: /^kvm-vcpu-(\d{1,5})$/,
    vmName: (argv) => after(argv, '--name') ?? after(argv, '-n'),
    version: /kvmtool-v?(\d+\.\d+(?:\.\d+)?)/,
  },
];

/** `exe`: the path of the program's file, where it may be known. It outweighs the name, which a process chooses freely. */
export function vmmOf({ exe, comm }: { exe: string | null; comm: string }): string {
  return rowOf(exe === null ? comm : fileOf(exe))?.name ?? 'unknown';
}

/** As its VMM was told to call it; null where it was not. */
export function vmNameOf(vmm: string, argv: readonly string[]): string | null {
  const name = rows.find((row) => row.name === vmm)?.vmName(argv);
  return name === undefined || name === '' ? null : plainText(name, MOST_NAME);
}

export function versionInPath(exe: string): string | undefined {
  return rows.map(({ version }) => version.exec(exe)?.[1]).find((version) => version !== undefined);
}

/** The number of the vCPU that a thread of this name runs; undefined for a name that no VMM gives to one. */
export function vcpuOfThread(comm: string): number | undefined {
  const number = rows.map(({ thread }) => thread.exec(comm)?.[1]).find((found) => found !== undefined);
  return number === undefined ? undefined : Number(number);
}

export function fileOf(path: string): string {
  return (
    path
      .replace(/ \(deleted\)$/, '')
      .split('/')
      .at(-1) ?? ''
  );
}

function rowOf(program: string): VmmRow | undefined {
  return rows.find((row) => row.program.test(program));
}

function after(argv: readonly string[], option: string): string | undefined {
  const joined = argv.find((argument) => argument.startsWith(`${option}=`));
  if (joined !== undefined && option.startsWith('--')) return joined.slice(option.length + 1);
  const at = argv.indexOf(option);
  return at < 0 ? undefined : argv[at + 1];
}

/** `web1`, `guest=web1,debug-threads=on`; a comma within a name is written twice (qemu-option.c). */
function qemuName(text: string | undefined): string | undefined {
  const parts = [...(text ?? '').slice(0, 4096).matchAll(/(?:[^,]|,,)+/g)].map(([part]) => part);
  const named = parts.find((part) => part.startsWith('guest='))?.slice(6) ?? parts[0];
  return named === undefined || /^(?:debug-threads|process)=/.test(named) ? undefined : named.replaceAll(',,', ',');
}

/** `/run/vms/web1.sock`, `path=/run/vms/web1.sock` */
function socketName(text: string | undefined): string | undefined {
  const path = text
    ?.split(',')
    .find((part) => !part.startsWith('fd='))
    ?.replace(/^path=/, '');
  return path === undefined ? undefined : fileOf(path).replace(/\.(?:sock|socket)$/, '');
}

const MOST_NAME = 80;
