import { RegscopeError } from './regscope-error.ts';

/** Series of the Linux kernel, CPU model of QEMU, and whose QEMU: `system`, or the Debian suite to take it from. */
export type LabHostParts = { kernel: string; cpu: string; qemu: string };

export const defaultLabHost: LabHostParts = { kernel: '6.12', cpu: 'max', qemu: 'system' };

/** The name of a lab host, as `lab:6.12:max`. Throws a RegscopeError of code BAD_REQUEST for parts that are no single words. */
export function labHostName({ kernel, cpu, qemu }: LabHostParts): string {
  const parts = [kernel, cpu, ...(qemu === defaultLabHost.qemu ? [] : [qemu])];
  if (parts.every(isLabHostPart)) return ['lab', ...parts].join(':');
  throw new RegscopeError('BAD_REQUEST', 'kernel, CPU and QEMU are single words, such as 6.12, max and system');
}

/** A single word: each part becomes a piece of a name whose pieces are divided by colons. */
export function isLabHostPart(text: string): boolean {
  return /^[\w.-]+$/.test(text);
}
