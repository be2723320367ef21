import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** A real VMM for as long as it is `used`. */
export async function startQemu(
  program: string,
  options: readonly string[],
): Promise<AsyncDisposable & { pid: number }> {
  const child = spawn(program, options, { stdio: ['ignore', 'ignore', 'inherit'] });
  await once(child, 'spawn');
  return {
    pid: child.pid ?? 0,
    [Symbol.asyncDispose]: async () => {
      const ended = child.exitCode === null ? once(child, 'exit') : Promise.resolve();
      child.kill('SIGKILL');
      await ended;
    },
  };
}
