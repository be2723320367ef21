// Runs everything that can run here, one thing after the other, and ends with one line: N passed, N failed, N skipped.
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { failuresOfCore, failuresOfPlaywright, failuresOfVitest } from './test-failures.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), 'regscope-test-'));
const bin = (name) => join(root, 'node_modules/.bin', name);
const total = { passed: 0, failed: 0, skipped: 0 };
const failures = [];

const stages = [
  { name: 'format', work: () => checked(bin('oxfmt'), ['--check']) },
  { name: 'lint', work: () => checked(bin('oxlint'), ['--type-aware', '--deny-warnings']) },
  { name: 'types', work: types },
  { name: 'unused code and dependencies', work: () => checked(bin('knip'), []) },
  { name: 'C core', work: native },
  { name: 'units, contracts, lab', work: vitest },
  { name: 'browser', work: playwright },
];

const only = process.argv[2];
for (const { name, work } of stages) {
  if (only !== undefined && !name.includes(only)) continue;
  process.stdout.write(`\n== ${name}\n`);
  const began = Date.now();
  const counts = await work();
  for (const key of Object.keys(total)) total[key] += counts[key];
  process.stdout.write(`-- ${name}: ${line(counts)} in ${((Date.now() - began) / 1000).toFixed(0)} s\n`);
}
rmSync(scratch, { recursive: true, force: true });
if (failures.length > 0) process.stdout.write(`\n== what failed\n${failures.join('\n')}\n`);
process.stdout.write(`\n${line(total)}\n`);
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;

function line({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}

/** A check that has no parts: passed or failed as a whole. */
async function checked(program, args) {
  const { status } = await run(program, args);
  if (status !== 0) failures.push([program, ...args].join(' ').replaceAll(root, ''));
  return { passed: status === 0 ? 1 : 0, failed: status === 0 ? 0 : 1, skipped: 0 };
}

async function types() {
  const folders = ['apps', 'packages'].flatMap((group) =>
    readdirSync(join(root, group)).map((name) => `${group}/${name}`),
  );
  const counts = [];
  for (const folder of [...folders, 'e2e']) counts.push(await checked(bin('tsc'), ['-p', folder]));
  return counts.reduce((sum, one) => ({
    passed: sum.passed + one.passed,
    failed: sum.failed + one.failed,
    skipped: 0,
  }));
}

async function native() {
  const ended = await run('make', ['-s', '-C', 'native', 'check']);
  const found = [...ended.text.matchAll(/^(\d+) passed, (\d+) failed, (\d+) skipped$/gm)].at(-1);
  if (found === undefined) return broken('native tests');
  const [passed, failed, skipped] = found.slice(1).map(Number);
  failures.push(...failuresOfCore(ended.text));
  return counted('the C core', { passed, failed, skipped }, ended);
}

async function vitest() {
  const report = join(scratch, 'vitest.json');
  const ended = await run(bin('vitest'), [
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ]);
  const json = readReport(report);
  if (json === undefined) return broken('vitest');
  failures.push(...failuresOfVitest(json));
  const failed =
    json.numFailedTests +
    json.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0).length;
  const skipped = json.numPendingTests + json.numTodoTests;
  return counted('vitest', { passed: json.numPassedTests, failed, skipped }, ended);
}

async function playwright() {
  const report = join(scratch, 'playwright.json');
  const ended = await run(
    join(root, 'e2e/node_modules/.bin/playwright'),
    ['test', '--config', 'e2e/playwright.config.ts'],
    {
      PLAYWRIGHT_JSON_OUTPUT_FILE: report,
    },
  );
  const json = readReport(report);
  if (json === undefined) return broken('Playwright');
  failures.push(...failuresOfPlaywright(json));
  const { stats } = json;
  const failed = stats.unexpected + stats.flaky;
  return counted('Playwright', { passed: stats.expected, failed, skipped: stats.skipped }, ended);
}

/** A tool that fails without a failed test, as by an error that no test waited for, has failed once. */
function counted(what, counts, { status, text }) {
  if (status === 0 || counts.failed > 0) return counts;
  failures.push(`${what} ended with ${status}, though no test failed; it said last:\n${text.slice(-3000)}`);
  return { ...counts, failed: 1 };
}

function broken(what) {
  failures.push(`${what} ended without a result`);
  return { passed: 0, failed: 1, skipped: 0 };
}

function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

function run(program, args, env = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let text = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk) => {
        text += chunk;
        process.stdout.write(chunk);
      });
    child.on('error', (error) => resolve({ status: 1, text: error.message }));
    child.on('close', (status) => resolve({ status, text }));
  });
}
