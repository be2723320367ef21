import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** `monitor`: a command for QEMU's human monitor. */
export type RunningQemu = AsyncDisposable & { pid: number; monitor: (command: string) => void };

/** A real VMM for as long as it is `used`, stopped before its first run. */
export async function startQemu(program: string, options: readonly string[]): Promise<RunningQemu> {
  const always = ['-accel', 'kvm', '-S', '-nodefaults', '-display', 'none', '-monitor', 'stdio'];
  const child = spawn(program, [...always, ...options], { stdio: ['pipe', 'ignore', 'ignore'] });
  await once(child, 'spawn');
  return {
    pid: child.pid ?? 0,
    monitor: (command) => void child.stdin.write(`${command}\n`),
    [Symbol.asyncDispose]: async () => {
      const ended = child.exitCode === null ? once(child, 'exit') : Promise.resolve();
      child.kill('SIGKILL');
      await ended;
    },
  };
}
