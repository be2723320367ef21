// Whether tests may expect a lab here: in CI always; elsewhere where QEMU is installed or can be fetched.
import { execFileSync } from 'node:child_process';

/** Empty when tests use the lab; else what to write behind the name of a test that is skipped. */
export const whyNoLab =
  process.env['CI'] === 'true' || has('qemu-system-aarch64')
    ? ''
    : ' (skipped: no qemu-system-aarch64; apt-get install qemu-system-arm)';

function has(program: string): boolean {
  try {
    execFileSync(program, ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
