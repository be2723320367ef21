import { guestOf, traitRows, type KvmMode, type TraitName } from './guest.ts';

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
    '-accel tcg,thread=multi -smp 1 -m 256 -nodefaults -display none -no-reboot',
    '-chardev stdio,id=console,signal=off -serial chardev:console',
    `-chardev socket,id=agent,fd=${fd.agent}`,
    '-device virtio-serial-pci -device virtserialport,chardev=agent,name=regscope.agent',
    `-chardev socket,id=qmp,fd=${fd.qmp} -qmp chardev:qmp`,
  ];
  return [...parts.join(' ').split(' '), '-append', commandLine(board)];
}

/** Node makes each extra 'pipe' a socket pair; QEMU takes an end by its number, so no socket file lies anywhere. */
const fd = { agent: 3, qmp: 4 };

/** Whether a saved state of the machine is of use. */
export function resumes(board: Board): boolean {
  return kvmMode(board) === 'nvhe';
}

function commandLine(board: Board): string {
  const { arch, console } = guestOf(board.cpu);
  const mode = arch === 'arm64' ? ` kvm-arm.mode=${kvmMode(board)}` : '';
  // panic=-1: end at once, and say why in the log.
  const told = board.init === undefined ? '' : ` -- ${board.init.join(' ')}`;
  return `console=${console} quiet panic=-1${mode}${told}`;
}

function kvmMode({ traits }: Board): KvmMode {
  return traitRows(traits).flatMap((trait) => trait.mode ?? [])[0] ?? 'nvhe';
}
