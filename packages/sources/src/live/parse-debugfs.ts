// What stands below /sys/kernel/debug/kvm (virt/kvm/kvm_main.c, arch/arm64/kvm/sys_regs.c).
import { fromHex } from '@regscope/registers';

/** A VM's folder: the thread that made the VM, and the number that its descriptor had then. */
export type DebugName = { creator: number; fd: number };

export function parseDebugName(name: string): DebugName | undefined {
  const [, creator, fd] = /^(\d{1,10})-(\d{1,10})$/.exec(name) ?? [];
  return creator === undefined || fd === undefined ? undefined : { creator: Number(creator), fd: Number(fd) };
}

export type IdRegister = { name: string; value: bigint };

/** Lines of `idregs` (since Linux 6.9); older and newer spellings differ in a prefix. Other lines are left out. */
export function parseIdRegisters(text: string): IdRegister[] {
  return [...text.matchAll(/^[ \t]*(?:SYS_)?([A-Z][A-Z0-9_]{1,40}):[ \t]+([0-9a-f]{16})$/gm)].map(
    ([, name = '', digits = '']) => ({ name, value: fromHex(`0x${digits}`) }),
  );
}

/** The number in a file that holds just one; undefined for any other text. */
export function parseCount(text: string): bigint | undefined {
  return /^\d{1,20}\n?$/.test(text) ? BigInt(text.trim()) : undefined;
}
