// A folder that looks like /proc, with processes of every kind.
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

type FakeProcess = {
  pid: number;
  comm: string;
  exe?: string;
  argv?: readonly string[];
  fds?: Readonly<Record<number, string>>;
  threads?: Readonly<Record<number, string>>;
  namespaces?: { mnt: string; pid: string };
  pids?: readonly number[];
};

export function fakeProc(): Disposable & {
  root: string;
  add: (process: FakeProcess) => void;
  end: (path: number | string) => void;
} {
  const root = mkdtempSync(join(tmpdir(), 'regscope-fake-proc-'));
  const ours = { mnt: 'mnt:[4026531841]', pid: 'pid:[4026531836]' };
  const spaces = (folder: string, { mnt, pid }: typeof ours): void => {
    mkdirSync(join(folder, 'ns'), { recursive: true });
    symlinkSync(mnt, join(folder, 'ns/mnt'));
    symlinkSync(pid, join(folder, 'ns/pid'));
  };
  spaces(join(root, 'self'), ours);
  writeFileSync(join(root, 'stat'), 'cpu 1 2 3\nbtime 1700000000\n');
  const add = (process: FakeProcess): void => {
    const {
      pid,
      comm,
      exe = '/usr/bin/thing',
      argv = [comm],
      fds = {},
      threads = {},
      namespaces = ours,
      pids = [pid],
    } = process;
    const folder = join(root, String(pid));
    spaces(folder, namespaces);
    writeFileSync(join(folder, 'stat'), statOf(pid, comm));
    writeFileSync(join(folder, 'status'), `Name:\t${comm}\nUid:\t7\t7\t7\t7\nNSpid:\t${pids.join('\t')}\n`);
    writeFileSync(join(folder, 'cmdline'), argv.map((argument) => `${argument}\0`).join(''));
    symlinkSync(exe, join(folder, 'exe'));
    mkdirSync(join(folder, 'fd'));
    for (const [fd, target] of Object.entries(fds)) symlinkSync(target, join(folder, 'fd', fd));
    for (const [tid, name] of Object.entries({ [pid]: comm, ...threads })) {
      mkdirSync(join(folder, 'task', tid), { recursive: true });
      writeFileSync(join(folder, 'task', tid, 'stat'), statOf(Number(tid), name));
    }
  };
  const end = (path: string | number): void => rmSync(join(root, String(path)), { recursive: true, force: true });
  return { root, add, end, [Symbol.dispose]: () => end('') };
}

function statOf(pid: number, comm: string): string {
  return `${pid} (${comm}) S 1 2 2 0 -1 4194304 ${'0 '.repeat(10)}1 0 ${1000 + pid} ${'0 '.repeat(30)}\n`;
}
