// The static agent that lab hosts run as their first process: built here when it is missing or older than its sources.
import { execFile } from 'node:child_process';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { RegscopeError } from '@regscope/contract';
import { crossCompiler, type Guest, type PrepareOptions } from '@regscope/lab';

/** The path of an agent that is up to date. `native` is the folder of the C sources. */
export async function labAgent({ target, arch }: Guest, native: string, options: PrepareOptions): Promise<string> {
  const agent = join(native, 'build', target, 'regscope-agent');
  if (await isCurrent(agent, native)) return agent;
  const { cc } = await crossCompiler(arch, options);
  options.onProgress?.(`building the agent for ${arch}`);
  const { signal } = options;
  const make = ['-C', native, '--no-print-directory', 'agent', `CC=${cc}`];
  await promisify(execFile)('make', make, signal === undefined ? {} : { signal }).catch((error: Error) => {
    throw new RegscopeError('HOST_UNAVAILABLE', `the agent for ${arch} could not be built: ${error.message}`, {
      compiler: cc,
    });
  });
  return agent;
}

async function isCurrent(agent: string, native: string): Promise<boolean> {
  const built = await stat(agent).catch(() => undefined);
  if (built === undefined) return false;
  const sources = (await readdir(native)).filter((name) => /\.[ch]$|^Makefile$/.test(name));
  const times = await Promise.all(sources.map((name) => stat(join(native, name))));
  return times.every(({ mtimeMs }) => mtimeMs <= built.mtimeMs);
}
