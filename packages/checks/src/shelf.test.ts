// The recorded hosts that ship with regscope: what was probed on real kernels, against what the catalogue knows from their source.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { readCapture, type ProbedShape } from '@regscope/captures';
import { catalogue, catalogueScope } from '@regscope/catalogs';
import { parseHex, registerId, type Arch } from '@regscope/registers';
import { describe, expect, test } from 'vitest';
import { factsOf, scopeOf } from './index.ts';

const folder = fileURLToPath(new URL('../../captures/shelf/', import.meta.url));
const files = readdirSync(folder).filter((name) => name.endsWith('.json.gz'));

test('there are recorded hosts, of at most 3 MB in all', () => {
  expect(files.length).toBeGreaterThan(1);
  const bytes = files.map((name) => readFileSync(folder + name).length);
  expect(bytes.reduce((sum, one) => sum + one)).toBeLessThan(3_000_000);
});

describe.each(files)('%s', (name) => {
  const { host, probe, registers } = readCapture(gunzipSync(readFileSync(folder + name)), name);
  const shapes = probe?.shapes ?? [];

  test('was probed, and each of its registers is in the catalogue', () => {
    expect(shapes.length).toBeGreaterThan(0);
    const { nameOf } = catalogue(host.arch);
    const unnamed = registers.filter(({ id }) => nameOf(registerId(parseHex(id) ?? 0n)) === undefined);
    expect(unnamed.map(({ id }) => id)).toEqual([]);
  });

  test('whose state a register is was probed as the source of the kernel has it', () => {
    expect(shapes.flatMap((shape) => disagreements(shape, host.arch))).toEqual([]);
  });
});

test.each(files.filter((name) => name.startsWith('arm64')))(
  '%s: ID registers that can be changed are frozen by the first run',
  (name) => {
    const [full] = readCapture(gunzipSync(readFileSync(folder + name)), name).probe?.shapes ?? [];
    const facts = full === undefined ? [] : [...factsOf(full)];
    const changeable = facts.filter(([id, { before }]) => isIdRegister(id) && before !== 0n);
    expect(changeable.length).toBeGreaterThan(0);
    const late = changeable.filter(([id, { after }]) => ((after ?? -1n) & (id === PFR0 ? ~SPECULATION : -1n)) !== 0n);
    expect(late.map(([id]) => id)).toEqual([]);
  },
);

/** Until 6.4 ID_AA64PFR0_EL1.CSV2 and CSV3 could be written at any time (arch/arm64/kvm/sys_regs.c, Linux 6.1). */
const PFR0 = '0x603000000013c020';
const SPECULATION = 0xff00_0000_0000_0000n;

function disagreements(shape: ProbedShape, arch: Arch): string[] {
  const facts = factsOf(shape);
  return shape.listed.flatMap((text) => {
    const id = registerId(parseHex(text) ?? 0n);
    const known = catalogueScope(id);
    const { kind } = scopeOf({ facts: facts.get(text), where: '', catalogue: known });
    return kind === known?.kind ? [] : [`${catalogue(arch).nameOf(id)}: ${known?.kind}, probed ${kind}`];
  });
}

function isIdRegister(id: string): boolean {
  const low = BigInt(id) - 0x6030_0000_0013_c000n;
  return low >= 0x8n && low < 0x40n;
}
