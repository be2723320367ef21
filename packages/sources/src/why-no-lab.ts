// Whether tests may expect a lab here: in CI always; elsewhere where QEMU is installed or can be fetched.
import { execFileSync } from 'node:child_process';

/** Empty when tests use the lab; else what to write behind the name of a test that is skipped. */
export const whyNoLab = whyNo('qemu-system-aarch64', 'qemu-system-arm');

/** The same for a lab host of RISC-V. */
export const whyNoRiscvLab = whyNo('qemu-system-riscv64', 'qemu-system-misc or qemu-system-riscv');

function whyNo(program: string, name: string): string {
  if (process.env['CI'] === 'true' || has(program)) return '';
  return ` (skipped: no ${program}; apt-get install ${name})`;
}

function has(program: string): boolean {
  try {
    execFileSync(program, ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
