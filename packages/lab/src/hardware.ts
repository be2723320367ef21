import { guestOf, traitRows, type KvmMode, type TraitName } from './guest.ts';
import { innerPorts, type InnerPort } from './inner-guests.ts';

export type Board = {
  readonly cpu: string;
  readonly traits: readonly TraitName[];
  /** What the first process is told. */
  readonly init?: readonly string[];
};

/** What QEMU is told of the emulated machine; a saved state belongs to exactly this. */
export function hardware(board: Board): string[] {
  const { machine, cpu } = guestOf(board.cpu);
  const more = traitRows(board.traits).flatMap((trait) => trait.machine ?? []);
  const parts = [
    `-M ${[machine, ...more].join(',')} -cpu ${cpu(board.cpu)}`,
    `-accel tcg,thread=multi ${sizeOf(board)} -nodefaults -display none -no-reboot`,
    '-chardev stdio,id=console,signal=off -serial chardev:console',
    '-device virtio-serial-pci',
    ...portsOf(board).map(portOptions),
    `-chardev socket,id=agent,fd=${fd.agent} -device virtserialport,nr=1,chardev=agent,name=regscope.agent`,
    `-chardev socket,id=qmp,fd=${fd.qmp} -qmp chardev:qmp`,
  ];
  return [...parts.join(' ').split(' '), '-append', commandLine(board)];
}

/** Node makes each extra 'pipe' a socket pair; QEMU takes an end by its number, so no socket file lies anywhere. */
const fd = { agent: 3, qmp: 4, ports: 5 };

/** Virtio-serial ports beyond the agent's, in the order of their descriptors. They come first, so that all are there when the agent's is. */
export function portsOf(board: Board): readonly InnerPort[] {
  return hasInner(board) ? innerPorts : [];
}

function portOptions({ name, number }: InnerPort, at: number): string {
  return `-chardev socket,id=${name},fd=${fd.ports + at} -device virtserialport,nr=${number},chardev=${name},name=${name}`;
}

/** Guests inside need memory, and a second CPU lets somebody look at a vCPU that is running meanwhile. */
function sizeOf(board: Board): string {
  return hasInner(board) ? '-smp 2 -m 1024' : '-smp 1 -m 256';
}

/** Whether VMMs run in it. */
export function hasInner({ traits }: Board): boolean {
  return traitRows(traits).some(({ inner }) => inner !== undefined);
}

/** Whether a saved state of the machine is of use. */
export function resumes(board: Board): boolean {
  return kvmMode(board) === 'nvhe';
}

function commandLine(board: Board): string {
  const { arch, console } = guestOf(board.cpu);
  const mode = arch === 'arm64' ? ` kvm-arm.mode=${kvmMode(board)}` : '';
  // A freed page of zeros is not saved: a fifth of the state, as VMMs come with a large initramfs.
  const freed = hasInner(board) ? ' init_on_free=1' : '';
  // panic=-1: end at once, and say why in the log.
  const told = board.init === undefined ? '' : ` -- ${board.init.join(' ')}`;
  return `console=${console} quiet panic=-1${mode}${freed}${told}`;
}

function kvmMode({ traits }: Board): KvmMode {
  return traitRows(traits).flatMap((trait) => trait.mode ?? [])[0] ?? 'nvhe';
}
