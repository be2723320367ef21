// Starts native/tests/tiny-vmm.c, a VMM of another process for as long as it is `used`.
import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { nativeBuild, whyClosed } from '@regscope/kvm/test-files';

const program = fileURLToPath(new URL('tiny-vmm', nativeBuild));

/** Why no VMM can be started here; empty when one can. */
export const whyNoVmm = whyClosed || (existsSync(program) ? '' : ': native/tests/tiny-vmm.c is not built');

export type TinyVmm = AsyncDisposable & {
  pid: number;
  /** Every vCPU leaves the guest at least once. */
  run: () => Promise<void>;
  kill: () => Promise<void>;
};

type Wanted = { vms?: number; vcpus: number; more?: readonly string[]; under?: readonly string[] };

/** `under`: a program that starts it, and its arguments. */
export async function tinyVmm({ vms = 1, vcpus, more = [], under = [] }: Wanted): Promise<TinyVmm> {
  const [command = program, ...rest] = [...under, program, String(vms), String(vcpus), ...more];
  const child = spawn(command, rest, { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  await said(lines, 'ready');
  return {
    pid: child.pid ?? 0,
    run: async () => {
      child.stdin.write('r');
      await said(lines, 'ran');
    },
    kill: async () => end(child, ended, () => child.kill('SIGKILL')),
    [Symbol.asyncDispose]: async () => end(child, ended, () => child.stdin.end()),
  };
}

async function end(child: Child, ended: Promise<void>, how: () => void): Promise<void> {
  how();
  const late = setTimeout(() => child.kill('SIGKILL'), 5000);
  await ended;
  clearTimeout(late);
}

async function said(lines: AsyncIterator<string>, word: string): Promise<void> {
  const line = await lines.next();
  if (line.done === true || line.value !== word) throw new Error(`the tiny VMM ended instead of saying ${word}`);
}

type Child = ChildProcessByStdio<Writable, Readable, null>;
