// What all importers make of their files: registers per vCPU with their exact widths, what the file claims, and what it does not tell.
import type { RegisterId } from '@regscope/registers';

export type KnownArch = 'arm64' | 'x86-64' | 'riscv64';

/** In the file's own words. */
export type Claim = { what: string; says: string };

/** What regscope asks of every VM and this file does not tell. */
export type Unknown = { what: string; because: string };

/** The bits of `mask` are told, the others are not. */
export type PartialValue = { id: RegisterId; value: bigint; mask: bigint };

/** One register over all vCPUs: a value, or why there is none, per vCPU. */
export type ImportedRegister = {
  id: RegisterId;
  values: readonly (bigint | null)[];
  reasons: readonly (string | null)[];
};

/** Where a state comes from. Null: the file does not tell, and `unknown` says why. */
export type Origin = {
  /** What kind of file it is, as a person would say it. */
  format: string;
  formatVersion: string | null;
  vmm: string | null;
  kernel: string | null;
  cpu: string | null;
  phase: 'new' | 'started' | null;
  features: readonly string[] | null;
  claims: readonly Claim[];
  unknown: readonly Unknown[];
};

export type ImportedState = Origin & {
  file: string;
  arch: KnownArch;
  vcpus: number;
  registers: readonly ImportedRegister[];
  partial: readonly PartialValue[];
};

/** What a file holds of one vCPU, in its order. `at` says where the register with this number stands in the file. */
export type VcpuReading = {
  registers: readonly { id: bigint; value: bigint }[];
  at: (n: number) => string;
};

/** What an importer found. `arch` stands for a file without registers. */
export type Found = {
  origin: Origin;
  arch: KnownArch;
  vcpus: readonly VcpuReading[];
  partial?: readonly { id: bigint; value: bigint; mask: bigint }[];
};

/** One line for people: no control characters, and no more than a capture takes. */
export function claim(what: string, says: string): Claim {
  return { what: oneLine(what, 80), says: oneLine(says, 400) };
}

export function oneLine(text: string, most: number): string {
  const line = text.replaceAll(/\p{Cc}/gu, '\ufffd');
  return line.length <= most ? line : `${line.slice(0, most - 1)}…`;
}
