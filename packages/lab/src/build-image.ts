// Runs the recipe's script and tells how far it is.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

import type { KernelRecipe } from './kernel-recipe.ts';
import { LabError } from './lab-error.ts';
import type { PrepareOptions } from './prepare-options.ts';
import { findProgram } from './run-program.ts';

export type ImageBuild = {
  readonly recipe: KernelRecipe;
  readonly deb: string;
  readonly folder: string;
  readonly version: string;
};

const needed = ['make', 'gcc', 'bison', 'flex', 'bc', 'patch', 'xz'];
const compiler = 'aarch64-linux-gnu-gcc';
/** What make does for the configuration of the recipe, of Linux 7.3. */
const steps = 1420;
const tellEvery = 20;

/** Builds the Image into the folder. Rejects with a LabError that says what is missing, which patch does not apply, or what failed. */
export async function buildImage(build: ImageBuild, options: PrepareOptions): Promise<void> {
  await mustHavePrograms();
  const { recipe, deb, folder, version } = build;
  options.onProgress?.(`building Linux ${version} (${recipe.name}): unpacking`);
  let done = 0;
  const onLine = (line: string) => {
    if (!/^ {2}[A-Z]/.test(line) || ++done % tellEvery !== 0) return;
    options.onProgress?.(`building Linux ${version} (${recipe.name}): ${done} of about ${steps} steps`);
  };
  const { status, words } = await run(recipe.script, [recipe.name, deb, folder, recipe.config, ...recipe.patches], {
    onLine,
    signal: options.signal,
  });
  options.signal?.throwIfAborted();
  if (status !== 0) throw failed(status, { version, words });
}

async function mustHavePrograms(): Promise<void> {
  const all = process.arch === 'arm64' ? needed : [...needed, compiler];
  const found = await Promise.all(all.map(findProgram));
  const missing = all.filter((_, n) => found[n] === undefined);
  if (missing.length === 0) return;
  throw new LabError('LAB_COMPILER_MISSING', `building a kernel needs ${missing.join(', ')}`, {
    remedy: 'Install what native/kernel/README.md lists: node scripts/setup.mjs --packages.',
  });
}

type Watch = { readonly onLine: (line: string) => void; readonly signal: AbortSignal | undefined };

function run(script: string, args: readonly string[], { onLine, signal }: Watch) {
  return new Promise<{ status: number | null; words: string }>((resolve, reject) => {
    // A group of its own, so that giving up ends the compilers too.
    const child = spawn(script, args, { stdio: ['ignore', 'pipe', 'pipe'], detached: true });
    const end = () => void (child.pid !== undefined && process.kill(-child.pid));
    signal?.addEventListener('abort', end, { once: true });
    const errors: string[] = [];
    createInterface({ input: child.stdout }).on('line', onLine);
    createInterface({ input: child.stderr }).on('line', (line) => errors.push(line));
    child.on('error', reject);
    child.on('close', (status) => {
      signal?.removeEventListener('abort', end);
      resolve({ status, words: errors.slice(-30).join('\n') });
    });
  });
}

/** What build-image.sh ends with. */
const remedies: Readonly<Record<number, string>> = {
  65: 'Make the patches of native/kernel/patches anew for this version.',
  66: 'Take the symbol out of native/kernel/lab.config, or put what replaced it in its place.',
};

function failed(status: number | null, { version, words }: { version: string; words: string }): LabError {
  return new LabError('LAB_KERNEL_NOT_BUILT', `Linux ${version} could not be built: ${words}`, {
    remedy:
      remedies[status ?? 0] ?? 'See what make said above; 2 GB have to be free below the cache folder while it builds.',
  });
}
