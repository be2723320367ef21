import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** KVM's folder in a debugfs that is mounted in a mount namespace of its own: nobody else sees it. Rejects where that is not allowed. */
export async function debugfsElsewhere(): Promise<AsyncDisposable & { folder: string }> {
  const place = mkdtempSync(join(tmpdir(), 'regscope-debugfs-'));
  const script = 'mount -t debugfs none "$0" && ls -d "$0/kvm" && exec cat';
  const child = spawn('unshare', ['--mount', 'sh', '-c', script, place], { stdio: ['pipe', 'pipe', 'pipe'] });
  const ended = once(child, 'close').then(() => rmdirSync(place));
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const isThere = await Promise.race([once(child.stdout, 'data').then(() => true), ended.then(() => false)]);
  if (!isThere) throw new Error(said.trim());
  return {
    folder: join('/proc', String(child.pid), 'root', place, 'kvm'),
    [Symbol.asyncDispose]: async () => {
      child.stdin.end();
      await ended;
    },
  };
}
