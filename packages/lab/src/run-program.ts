import { execFile } from 'node:child_process';
import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

type ProgramFailure = Error & { readonly stderr: string };

type RunOptions = {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal | undefined;
};

/** Runs a program to its end and gives what it wrote; a failure carries its stderr. */
export function runProgram(program: string, args: readonly string[], options: RunOptions = {}): Promise<string> {
  const { cwd, signal } = options;
  const settings = {
    env: { ...process.env, LC_ALL: 'C', ...options.env },
    maxBuffer: 256 << 20,
    ...(cwd === undefined ? {} : { cwd }),
    ...(signal === undefined ? {} : { signal }),
  };
  return new Promise((resolve, reject) => {
    execFile(program, [...args], settings, (error, stdout, stderr) => {
      if (error === null) resolve(stdout);
      else reject(signal?.aborted ? signal.reason : Object.assign(error, { stderr: stderr.trim() }));
    }).stdin?.end();
  });
}

/** What a failed program said last, for a message to a person. */
export function lastWords(failure: unknown): string {
  const { stderr, message } = failure as Partial<ProgramFailure>;
  return (stderr || message || String(failure)).split('\n').slice(-4).join('\n');
}

/** The full path of a program, or undefined where $PATH does not have it. */
export async function findProgram(name: string): Promise<string | undefined> {
  for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
    if (folder === '') continue;
    const path = join(folder, name);
    if (await access(path, constants.X_OK).then(yes, no)) return path;
  }
  return undefined;
}

const yes = () => true;
const no = () => false;
