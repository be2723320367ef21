// Makes the recorded hosts that ship with regscope anew, each by capturing and probing a fresh VM of a real KVM: half a minute a host, four
// minutes a nested one.
//   node scripts/make-shelf.mjs [NAME…]   all, or those that are named; what is there already is replaced
//   node scripts/make-shelf.mjs --index    only the list of what is there
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const root = fileURLToPath(new URL('..', import.meta.url));
const shelf = join(root, 'packages/captures/shelf');

/** The newest QEMU that Debian has: it plays the most features. */
const QEMU = 'trixie-backports';
const kernels = ['6.1', '6.12', '6.16', '6.17', '6.18', '6.19', '7.0', '7.1', '7.2', '7.3'];
const [oldest, middle, newest] = ['6.1', '6.12', '7.3'];

/** What a VM has that is made without naming features. */
const common = 'psci,pmu,sve,pauth,gicv3';
const lab = (kernel, cpu, query = '') => `lab:${kernel}:${cpu}:${QEMU}/new${query}`;
const rows = [
  ...kernels.map((kernel) => [`arm64-${kernel}-max`, lab(kernel, 'max')]),
  ...['neoverse-n1', 'neoverse-v1', 'cortex-a76'].flatMap((cpu) =>
    [oldest, middle, newest].map((kernel) => [`arm64-${kernel}-${cpu}`, lab(kernel, cpu)]),
  ),
  [`arm64-${newest}-max-minimal`, lab(newest, 'max', '?features=psci')],
  [`arm64-${newest}-max-el2`, lab(newest, 'max+el2', `?features=${common},el2`)],
  [`arm64-${newest}-max-mte`, lab(newest, 'max+mte', `?features=${common},mte`)],
  // The newest that a suite has for riscv64 and the mirror delivers.
  ['riscv64-7.2-rv64', lab('7.2', 'rv64+aia')],
  ['x86-64', 'local/new'],
];

const onlyIndex = process.argv.includes('--index');
const wanted = process.argv.slice(2).filter((name) => name !== '--index');
const unknown = wanted.filter((name) => !rows.some(([known]) => known === name));
if (unknown.length > 0) {
  console.error(`no such recorded host: ${unknown.join(', ')}; there are ${rows.map(([name]) => name).join(', ')}`);
  process.exit(2);
}
mkdirSync(shelf, { recursive: true });
const scratch = mkdtempSync(join(tmpdir(), 'regscope-shelf-'));
const chosen = onlyIndex ? [] : rows.filter(([name]) => wanted.length === 0 || wanted.includes(name));
for (const [name, source] of chosen) make(name, source);
writeIndex();
rmSync(scratch, { recursive: true, force: true });

function make(name, source) {
  const file = join(scratch, `${name}.json`);
  const began = Date.now();
  try {
    regscope('capture', source, '--probe', '-o', file);
    const packed = gzipSync(readFileSync(file), { level: 9 });
    const place = join(shelf, `${name}.json.gz`);
    writeFileSync(`${place}.part`, packed);
    renameSync(`${place}.part`, place);
    console.log(`${name}: ${packed.length} bytes in ${Math.round((Date.now() - began) / 1000)} s`);
  } catch (error) {
    console.error(`${name}: not made: ${error.message}`);
    process.exitCode = 1;
  }
}

/** What a list of them needs to know, so that it need not open them all. */
function writeIndex() {
  rmSync(join(shelf, 'index.json'), { force: true });
  const { captures } = JSON.parse(regscope('captures', '--json'));
  const lines = captures.map((summary) => {
    const packed = statSync(join(shelf, `${summary.name}.json.gz`)).size;
    return JSON.stringify({ packed, summary });
  });
  writeFileSync(join(shelf, 'index.json'), `[\n${lines.join(',\n')}\n]\n`);
}

/** In a process of its own, which no running server answers for. */
function regscope(...args) {
  return execFileSync(process.execPath, [join(root, 'apps/cli/dist/regscope.js'), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
    maxBuffer: 1 << 26,
    env: { ...process.env, REGSCOPE_RUNTIME: join(scratch, 'runtime'), REGSCOPE_DATA: join(scratch, 'data') },
  });
}
