// Brings a fresh checkout to where `npm start` and `npm test` can begin, and does nothing when it is there already. Node built-ins only.
//   --tests     also fetch what only the tests use
//   --packages  install the Debian packages and stop
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { aptLine, installPackages, isOnPath, missingPackages } from './debian-packages.mjs';

const PNPM = '12.21.0';
const crossCompilers = ['aarch64-linux-gnu-gcc', 'riscv64-linux-gnu-gcc'];
const root = fileURLToPath(new URL('..', import.meta.url));
const tell = (text) => process.stderr.write(`set-up: ${text}\n`);

checkNode();
const forTests = process.argv.includes('--tests') || process.argv.includes('--packages');
checkPackages();
if (!process.argv.includes('--packages')) {
  step('packages', ['pnpm-lock.yaml', 'pnpm-workspace.yaml', 'package.json'], installNodePackages);
  run('make', ['-s', '-C', 'native', 'all', ...(forTests ? ['vmms'] : [])], 'the C core could not be built');
  if (forTests)
    for (const cc of crossCompilers.filter(isOnPath))
      run('make', ['-s', '-C', 'native', 'agent', `CC=${cc}`], `the agent could not be built with ${cc}`);
  step('build', ['apps', 'packages', 'scripts/build.mjs', 'pnpm-lock.yaml'], build);
}

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19))
    stop(`regscope needs Node 20.19 or later; this is ${process.versions.node}`);
}

function checkPackages() {
  const missing = forTests ? installPackages(missingPackages(), tell) : missingPackages();
  const needed = missing.filter(({ without }) => without === 'everything');
  if (needed.length > 0)
    stop(`${needed.map(({ program }) => program).join(' and ')} missing; on Debian: sudo ${aptLine(needed)}`);
  if (!forTests || missing.length === 0) return;
  for (const { program, without } of missing) tell(`no ${program}: ${without} will be skipped`);
  const line = `to have them: sudo ${aptLine(missing)}`;
  if (process.env.CI === 'true') stop(line);
  tell(line);
}

function installNodePackages() {
  tell('installing packages');
  const pnpm = isOnPath('pnpm') && output('pnpm', ['--version']) === PNPM ? ['pnpm'] : ['npx', '--yes', `pnpm@${PNPM}`];
  run(
    pnpm[0],
    [...pnpm.slice(1), 'install', '--frozen-lockfile', '--reporter=append-only'],
    'the packages could not be installed',
  );
}

function build() {
  tell('building server and page');
  run(process.execPath, ['scripts/build.mjs'], 'the server could not be built');
  run(
    process.execPath,
    ['node_modules/vite/bin/vite.js', 'build', 'apps/web', '--logLevel', 'warn'],
    'the page could not be built',
  );
}

/** Does the work unless nothing that it depends on has changed since it was last done. */
function step(name, inputs, work) {
  const stamp = join(root, 'node_modules', `.regscope-${name}`);
  const now = fingerprint(inputs);
  if (read(stamp) === now) return;
  work();
  writeFileSync(stamp, now);
}

function fingerprint(inputs) {
  const hash = createHash('sha256');
  for (const input of inputs)
    for (const file of filesBelow(join(root, input))) hash.update(`${file.path} ${file.size} ${file.mtimeMs}\n`);
  return hash.digest('hex');
}

function filesBelow(path) {
  const found = statSync(path);
  if (!found.isDirectory()) return [{ path, size: found.size, mtimeMs: found.mtimeMs }];
  const names = readdirSync(path).filter((name) => name !== 'node_modules' && name !== 'dist');
  return names.toSorted().flatMap((name) => filesBelow(join(path, name)));
}

/** Shows what a tool says only when it fails. */
function run(program, args, failure) {
  const { status, error, stdout, stderr } = spawnSync(program, args, {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (status === 0) return;
  process.stderr.write(`${stdout ?? ''}${stderr ?? ''}`);
  stop(`${failure}: ${error?.message ?? `${[program, ...args].join(' ')} ended with status ${status}`}`);
}

function output(program, args) {
  try {
    return execFileSync(program, args, { encoding: 'utf8' }).trim();
  } catch {
    return '';
  }
}

function read(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function stop(sentence) {
  tell(sentence);
  process.exit(1);
}
