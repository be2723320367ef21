import { expect, test } from 'vitest';
import { createCatalogue, decodeFields, knownOf, registerId, type CatalogueData } from '../index.ts';

const id = '0x603000000013c100';

/** One register of a field that hangs on another register, one that hangs on a feature, and one that hangs on nothing. */
const data: CatalogueData = {
  index: {
    registers: [
      [id, 'CTRL_EL1', '', '', '', 'own'],
      ['0x603000000013c020', 'HCR_EL2', '', '', '', 'own'],
    ],
    filler: null,
  },
  layouts: {
    shapes: [
      ['', '63:3 res0', "2 OTHER ? HCR_EL2.E2H == '1'", '1 FEATURED ? FEAT_X', '0 PLAIN | 0 off | 1 on'],
      ['', '63:35 res0', '34 E2H', '33:0 res0'],
    ],
    of: [[0], [1]],
  },
  features: {},
};

const catalogue = createCatalogue(data);
const details = catalogue.details(registerId(BigInt(id)));

const rows = (read: (name: string) => bigint | undefined) =>
  Object.fromEntries(
    (details === undefined ? [] : decodeFields(details, 7n, knownOf(catalogue, read))).map(
      ({ name, dependsOn, certain }) => [name, { dependsOn, certain }],
    ),
  );

test('a field says what it depends on while nobody knows that', () => {
  expect(rows(() => undefined)).toMatchObject({
    OTHER: { dependsOn: ['HCR_EL2.E2H'], certain: false },
    FEATURED: { dependsOn: ['FEAT_X'], certain: false },
    PLAIN: { dependsOn: [], certain: true },
  });
});

const withE2h = (name: string) => (name === 'HCR_EL2' ? 1n << 34n : undefined);

test('a register that was read settles it', () => {
  expect(rows(withE2h)['OTHER']).toEqual({ dependsOn: [], certain: true });
});
