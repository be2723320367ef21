// Starts native/tests/checking-vmm.c, which ends itself when anybody disturbs its threads, for as long as it is `used`.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { nativeBuild, whyClosed } from '@regscope/kvm/test-files';

const program = fileURLToPath(new URL('checking-vmm', nativeBuild));

/** Why no such VMM can be started here; empty when one can. */
export const whyNoCheckingVmm =
  whyClosed || (existsSync(program) ? '' : ': native/tests/checking-vmm.c is not built (make -C native vmms)');

export type CheckingVmm = AsyncDisposable & {
  pid: number;
  /** What reading all its registers takes in the VMM itself, in microseconds. */
  bareUs: number;
  /** From `wait` to `run`. */
  start: () => void;
  lives: () => boolean;
};

type Wanted = { vcpus: number; filter?: 'none' | 'allow' | 'no-read' | 'strict'; mode?: 'run' | 'wait' };

export async function checkingVmm({ vcpus, filter = 'none', mode = 'run' }: Wanted): Promise<CheckingVmm> {
  const folder = await mkdtemp(join(tmpdir(), 'regscope-vmm-'));
  const page = join(folder, 'page');
  await writeFile(page, '');
  await truncate(page, 64 << 10);
  const child = spawn(program, [page, String(vcpus), filter, mode], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = once(child, 'close');
  const line = await createInterface({ input: child.stdout })[Symbol.asyncIterator]().next();
  const ns = /^ready (\d+)$/.exec(String(line.value))?.[1];
  if (ns === undefined) throw new Error('the checking VMM did not start');
  return {
    pid: child.pid ?? 0,
    bareUs: Number(ns) / 1000,
    start: () => void child.stdin.write('\n'),
    lives: () => child.exitCode === null && child.signalCode === null,
    [Symbol.asyncDispose]: async () => {
      child.stdin.end();
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}
