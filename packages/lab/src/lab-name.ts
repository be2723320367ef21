import { isBuiltKernel } from './built-kernels.ts';
import { guestOf, traits, type TraitName } from './guest.ts';

/**
 * Which emulated host: the kernel's series or the name of one that is built here, the CPU model (which tells the architecture), what it has beyond that, and whose QEMU
 * ('system', or the Debian suite to take it from).
 */
export type LabSpec = {
  readonly kernel: string;
  readonly cpu: string;
  readonly traits?: readonly TraitName[];
  readonly qemu?: string;
};

export const defaultLab = { kernel: '6.12', cpu: 'max', traits: [], qemu: 'system' } as const satisfies LabSpec;

// Each part becomes a file name and a word of a command line: no slash, comma, colon, white space or leading dot or dash.
const part = {
  kernel: /^[1-9]\d?\.(?:0|[1-9]\d{0,2})$/,
  cpu: /^[a-z0-9][a-z0-9._-]{0,39}$/,
  qemu: /^[a-z][a-z0-9-]{0,39}$/,
};

/** The name of a lab host, as the user types it: `lab:6.12:max`, with traits and another QEMU `lab:7.3:max+el2:trixie-backports`. */
export function labName({ kernel, cpu, traits: its = [], qemu = defaultLab.qemu }: LabSpec): string {
  const parts = ['lab', kernel, [cpu, ...its.toSorted()].join('+')];
  if (qemu !== defaultLab.qemu) parts.push(qemu);
  return parts.join(':');
}

/** Reads a lab host's name; `lab` alone is the default one, and parts left out at the end take their defaults. */
export function parseLabName(name: string): Required<LabSpec> | undefined {
  if (name.length > 120) return undefined;
  const [word, kernel = defaultLab.kernel, model = defaultLab.cpu, qemu = defaultLab.qemu, ...rest] = name.split(':');
  const [cpu = '', ...its] = model.split('+');
  if (word !== 'lab' || rest.length > 0) return undefined;
  if (!isKernelFor(kernel, cpu) || !part.cpu.test(cpu) || !part.qemu.test(qemu)) return undefined;
  const known = its.filter((one) => isTraitOf(one, cpu)).toSorted();
  return new Set(known).size === its.length ? { kernel, cpu, traits: known, qemu } : undefined;
}

/** The recipe of built kernels is for arm64. */
function isKernelFor(kernel: string, cpu: string): boolean {
  return isBuiltKernel(kernel) ? guestOf(cpu).arch === 'arm64' : part.kernel.test(kernel);
}

function isTraitOf(name: string, cpu: string): name is TraitName {
  return Object.hasOwn(traits, name) && traits[name as TraitName].arch === guestOf(cpu).arch;
}
