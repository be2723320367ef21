import { arm64IdClass } from './arm64-id.ts';
import { riscvIdClass } from './riscv-id.ts';
import { x86IdClass } from './x86-id.ts';
import { part, type IdClass, type IdPart } from './register-name.ts';
import { sizeInBytes, type RegisterId } from './register-id.ts';

export type Arch = 'arm64' | 'x86-64' | 'riscv64' | 'unknown';

/** Everything that an id says by itself. `size` is in bytes; null when the size field holds no size. */
export type DecodedId = IdClass & { id: RegisterId; arch: Arch; size: number | null };

/** Takes an id apart. Never throws: an id that no KVM would know is decoded as far as it goes, with its problems named. */
export function decodeId(id: RegisterId): DecodedId {
  const number = Number(id >> 56n);
  const row = architectures[number];
  const size = sizeInBytes(id) ?? null;
  const { parts, problems, ...rest } = row === undefined ? unknownArch(id, number) : row.read(id);
  const head: IdPart[] = [
    part(id, { name: 'arch', msb: 63, lsb: 56 }, row?.name ?? ''),
    part(id, { name: 'size', msb: 55, lsb: 52 }, size === null ? '' : `${size * 8} bits`),
  ];
  return {
    ...rest,
    id,
    arch: row?.arch ?? 'unknown',
    size,
    parts: [...head, ...parts],
    problems: [...sizeProblems(id, size), ...problems],
  };
}

/** A name from outside as an architecture. */
export function asArch(name: string): Arch {
  return Object.values(architectures).find(({ arch }) => arch === name)?.arch ?? 'unknown';
}

/** KVM_REG_ARM64 and its kin (include/uapi/linux/kvm.h, Linux 7.3). */
const architectures: Readonly<Record<number, { arch: Arch; name: string; read: (id: RegisterId) => IdClass }>> = {
  0x20: { arch: 'x86-64', name: 'x86', read: x86IdClass },
  0x60: { arch: 'arm64', name: 'arm64', read: arm64IdClass },
  0x80: { arch: 'riscv64', name: 'RISC-V', read: riscvIdClass },
};

const foreign: Readonly<Record<number, string>> = {
  0x10: 'PowerPC',
  0x30: 'IA-64',
  0x40: '32-bit Arm',
  0x50: 's390',
  0x70: 'MIPS',
  0x90: 'LoongArch',
};

function unknownArch(id: RegisterId, number: number): IdClass {
  const name = foreign[number];
  const because =
    name === undefined
      ? `no architecture has number 0x${number.toString(16)}`
      : `0x${number.toString(16)} is ${name}, whose ids are not decoded here`;
  return { class: 'unknown', name: `0x${id.toString(16)}`, note: '', parts: [], problems: [`bits 63..56: ${because}`] };
}

function sizeProblems(id: RegisterId, size: number | null): string[] {
  return size === null ? [`bits 55..52: ${(id >> 52n) & 0xfn} is no size, the largest is 8 (2048 bits)`] : [];
}
