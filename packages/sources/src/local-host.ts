import { readFileSync } from 'node:fs';
import { access } from 'node:fs/promises';
import { RegscopeError } from '@regscope/contract';
import { kvmOverFfi, type FfiFiles } from '@regscope/kvm';
import type { Arch } from '@regscope/registers';
import type { Connector } from './connector.ts';

/** This machine's /dev/kvm, through the FFI. */
export function localHost(files: FfiFiles): Connector {
  return {
    name: 'local',
    kind: 'local',
    arch: nodeArchitectures[process.arch] ?? 'unknown',
    cpu: cpuModel(),
    startsByItself: true,
    others: 'from here',
    whileStopped: async () => 'not opened yet',
    connect: async () => {
      await mustExist(files.library, 'the C library');
      await mustExist(files.child, 'the program of the KVM process');
      const kvm = await kvmOverFfi(files);
      return { kvm, pid: kvm.pid, release: async () => kvm[Symbol.asyncDispose]() };
    },
  };
}

const nodeArchitectures: Readonly<Record<string, Arch>> = { x64: 'x86-64', arm64: 'arm64', riscv64: 'riscv64' };

async function mustExist(file: string, what: string): Promise<void> {
  await access(file).catch(() => {
    throw new RegscopeError(
      'HOST_UNAVAILABLE',
      `${what} is not built (${file}); npm start builds it, and says what it lacks`,
      { host: 'local' },
    );
  });
}

/** As /proc/cpuinfo calls it; Arm and RISC-V machines often have no name there. */
function cpuModel(): string | null {
  try {
    return /^(?:model name|Model|uarch)\s*:\s*(.+)$/m.exec(readFileSync('/proc/cpuinfo', 'utf8'))?.[1] ?? null;
  } catch {
    return null;
  }
}
