import { spawn, type ChildProcess } from 'node:child_process';
import type { Duplex } from 'node:stream';
import { Channel } from './channel.ts';
import { KvmError } from './kvm-error.ts';
import { kvmOverChannel, type Kvm } from './kvm.ts';

/** Where the built files are: the child's program and the C core. */
export type FfiFiles = { child: string; library: string };

/**
 * KVM of this machine, through the FFI in a child process: an ioctl that blocks or a crash in native code ends the child, never the
 * caller. Rejects with a KvmError of kind `gone` when the child cannot start.
 */
export async function kvmOverFfi(files: FfiFiles): Promise<Kvm & { pid: number }> {
  const child = spawn(process.execPath, [files.child, files.library], { stdio: ['ignore', 'ignore', 'pipe', 'pipe'] });
  const exited = supervise(child);
  if (child.pid === undefined) throw new KvmError({ kind: 'gone', because: await exited });
  const channel = new Channel(child.stdio[3] as Duplex, () => exited);
  void channel.closed.then(() => child.kill('SIGKILL'));
  const kvm = kvmOverChannel(channel, async () => {
    channel.fail({ kind: 'gone', because: 'it was closed here' });
    await exited;
  });
  return Object.assign(kvm, { pid: child.pid });
}

/** Resolves with a sentence on how the child ended. */
function supervise(child: ChildProcess): Promise<string> {
  let said = '';
  child.stderr?.on('data', (chunk: Buffer) => (said = (said + chunk.toString()).slice(-2000)));
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('close', (code, signal) =>
      resolve(
        `${signal === null ? `exit status ${code}` : `signal ${signal}`}${said === '' ? '' : `: ${said.trim()}`}`,
      ),
    );
  });
}
