import type { CatalogueData } from '@regscope/registers';
import { expect, test } from 'vitest';
import { catalogueLoader } from './load-catalogue.ts';

const data: CatalogueData = {
  index: {
    registers: [['0x603000000013c020', 'ID_AA64PFR0_EL1', 'Processor features 0', '', '', 'arm']],
    filler: null,
  },
  layouts: { shapes: [['', '3:0 EL0']], of: [[0]] },
  features: {},
};

/** A server that answers with these hashes, and the parts that it was asked for. */
function serverWith(hash: { now: string }) {
  const asked: string[] = [];
  const load = catalogueLoader({
    catalogues: async () => [{ arch: 'arm64', hashes: { index: hash.now, layouts: hash.now, features: hash.now } }],
    cataloguePart: async (arch, part, of) => {
      asked.push(`${arch} ${part} ${of}`);
      return data[part];
    },
  });
  return { load, asked };
}

test('the three parts become one catalogue, which is made once', async () => {
  const { load, asked } = serverWith({ now: 'a' });
  const catalogue = await load('arm64');
  expect(catalogue.find('id_aa64pfr0_el1')).toBe(0x6030_0000_0013_c020n);
  expect(await load('arm64')).toBe(catalogue);
  expect(asked).toEqual(['arm64 index a', 'arm64 layouts a', 'arm64 features a']);
});

test('a server with another catalogue is asked for its parts', async () => {
  const hash = { now: 'a' };
  const { load, asked } = serverWith(hash);
  await load('arm64');
  hash.now = 'b';
  await load('arm64');
  expect(asked).toContain('arm64 layouts b');
});

test('an architecture without a catalogue is said to have none', async () => {
  await expect(serverWith({ now: 'a' }).load('riscv64')).rejects.toThrow('no catalogue of riscv64');
});
