// The recorded hosts that ship with regscope: what was probed on real kernels, against what the catalogue knows from their source.
import type { ProbedShape } from '@regscope/captures';
import { catalogue, catalogueScope } from '@regscope/catalogs';
import { type Arch, idFromHex } from '@regscope/registers';
import { describe, expect, test } from 'vitest';
import { factsOf, scopeOf } from './index.ts';
import { bytesOfShelf, recorded, shelf } from './shelf.test-helper.ts';

test('there are recorded hosts, of at most 3 MB in all', () => {
  expect(shelf.length).toBeGreaterThan(1);
  expect(bytesOfShelf()).toBeLessThan(3_000_000);
});

describe.each(shelf)('%s', (name) => {
  const { host, probe, registers } = recorded(name);
  const shapes = probe?.shapes ?? [];

  test('was probed, and each of its registers is in the catalogue', () => {
    expect(shapes.length).toBeGreaterThan(0);
    const { nameOf } = catalogue(host.arch);
    const unnamed = registers.filter(({ id }) => nameOf(idFromHex(id)) === undefined);
    expect(unnamed.map(({ id }) => id)).toEqual([]);
  });

  test('whose state a register is was probed as the source of the kernel has it', () => {
    expect(shapes.flatMap((shape) => disagreements(shape, host.arch))).toEqual([]);
  });
});

test.each(shelf.filter((name) => name.startsWith('arm64')))(
  '%s: ID registers that can be changed are frozen by the first run',
  (name) => {
    const [full] = recorded(name).probe?.shapes ?? [];
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
    const id = idFromHex(text);
    const known = catalogueScope(id);
    const { kind } = scopeOf({ told: undefined, facts: facts.get(text), where: '', catalogue: known });
    return kind === known?.kind ? [] : [`${catalogue(arch).nameOf(id)}: ${known?.kind}, probed ${kind}`];
  });
}

function isIdRegister(id: string): boolean {
  const low = BigInt(id) - 0x6030_0000_0013_c000n;
  return low >= 0x8n && low < 0x40n;
}
