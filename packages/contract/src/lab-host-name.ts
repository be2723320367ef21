import { RegscopeError } from './regscope-error.ts';

/**
 * Series of the Linux kernel, CPU model of QEMU (which tells the architecture), and whose QEMU: `system`, or the Debian suite to take it
 * from.
 */
export type LabHostParts = { kernel: string; cpu: string; qemu: string };

export const defaultLabHost: LabHostParts = { kernel: '6.12', cpu: 'max', qemu: 'system' };

/** What an emulated machine can have beyond its CPU model. */
export const labTraits = [
  { name: 'el2', title: 'arm64: VMs may have an EL2. Needs Linux 6.16 and QEMU 10; boots anew at each start' },
  { name: 'mte', title: 'arm64: VMs may have memory tagging. Needs the CPU model max' },
  {
    name: 'qemu',
    title: "arm64: has VMs of other processes, real QEMUs, to look at. Fetches an arm64 QEMU; a minute's first boot",
  },
  { name: 'aia', title: 'riscv64: VMs have the advanced interrupt architecture. Needs a newer QEMU than 7.2' },
] as const;

/**
 * The name of a lab host, as `lab:6.12:max`, with traits `lab:7.3:max+el2:trixie-backports`. Throws a RegscopeError of code BAD_REQUEST for
 * parts that are no single words.
 */
export function labHostName({ kernel, cpu, qemu }: LabHostParts, traits: readonly string[] = []): string {
  const parts = [kernel, cpu, ...(qemu === defaultLabHost.qemu ? [] : [qemu])];
  if (![...parts, ...traits].every(isLabHostPart))
    throw new RegscopeError('BAD_REQUEST', 'kernel, CPU and QEMU are single words, such as 6.12, max and system');
  return ['lab', ...parts.with(1, [cpu, ...traits.toSorted()].join('+'))].join(':');
}

/** A single word: each part becomes a piece of a name whose pieces are divided by colons. */
export function isLabHostPart(text: string): boolean {
  return /^[\w.-]+$/.test(text);
}
