// The recorded hosts that ship, against what another program saw of the same kernels, where that lies beside the project. The CPU is
// another version of the emulator's, so that registers whose values differ are left out.
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { readCapture } from '@regscope/captures';
import { expect, test } from 'vitest';
import { comparable, disagreements, type Truth } from './compare-truth.test-helper.ts';

const root = new URL('../../../../', import.meta.url);
const shelf = fileURLToPath(new URL('packages/captures/shelf/', root));
const beside = fileURLToPath(new URL('../shared/captures/', root));

const pairs = [
  ['arm64-6.1-max', '6.1.0-50__max__q10'],
  ['arm64-6.12-max', '6.12.107+deb13__max__q10'],
  ['arm64-6.12-neoverse-n1', '6.12.107+deb13__neoverse-n1__q10'],
  ['arm64-6.18-max', '6.18.15+deb13__max__q10'],
  ['arm64-7.3-max', '7.3.4+deb13__max__q10'],
  ['arm64-7.3-neoverse-n1', '7.3.4+deb13__neoverse-n1__q10'],
] as const;

for (const [name, truth] of pairs)
  test.skipIf(!existsSync(`${beside}${truth}.json`))(`${name} agrees bit by bit with what was seen elsewhere`, () => {
    const known: Truth = JSON.parse(readFileSync(`${beside}${truth}.json`, 'utf8'));
    const { probe } = readCapture(gunzipSync(readFileSync(`${shelf}${name}.json.gz`)), name);
    const [full] = probe?.shapes ?? [];
    if (full === undefined) throw new Error(`${name} was not probed`);
    expect(comparable(full, known)).toBeGreaterThan(200);
    expect(disagreements(full, known)).toEqual([]);
  });
