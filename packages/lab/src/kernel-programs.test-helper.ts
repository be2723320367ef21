// The programs of native/kernel for tests that boot them, and why there may be none.
import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { crossCompiler, defaultCache, LabError, withLock } from './index.ts';

const native = fileURLToPath(new URL('../../../native', import.meta.url));
const excuses = ['LAB_NOT_DEBIAN', 'LAB_DOWNLOAD_FAILED', 'LAB_QEMU_MISSING', 'LAB_COMPILER_MISSING'];

export const options = { cache: defaultCache(process.env), kernels: join(native, 'kernel') };

export function programPath(name: 'kernel-tests' | 'unaware-vmm'): string {
  return join(native, 'build/aarch64', name);
}

/** Builds the programs, then does the work. Why that cannot be done on this machine; in CI everything can. */
export async function withPrograms(work: () => Promise<void>): Promise<string | undefined> {
  try {
    const { cc } = await crossCompiler('arm64', options);
    await mkdir(options.cache, { recursive: true });
    // Tests run side by side, and make does not expect that.
    await withLock(join(options.cache, 'kernel-programs.lock'), async () => {
      await promisify(execFile)('make', ['-s', '-C', native, 'kernel-tests', `CC=${cc}`]);
    });
    await work();
    return undefined;
  } catch (error) {
    const isExcused = error instanceof LabError && excuses.includes(error.code) && process.env['CI'] !== 'true';
    if (!isExcused) throw error;
    const excuse = `${error.message}. ${error.remedy}`;
    console.warn(`SKIPPED, no kernel of our own: ${excuse}`);
    return excuse;
  }
}
