import { decodeFields, registerId, type Arch, type CatalogueRegister } from '@regscope/registers';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { catalogue } from './index.ts';

const architectures: readonly Arch[] = ['arm64', 'x86-64', 'riscv64'];
const nothing = { field: () => undefined, feature: () => 'unknown' as const };

const every = (arch: Arch): CatalogueRegister[] => {
  const { ids, details } = catalogue(arch);
  return ids().flatMap((id) => details(id) ?? []);
};

test.each(architectures)('%s: ids are unique, every row says where it comes from', (arch) => {
  const rows = every(arch);
  expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
  expect(rows.filter(({ source }) => !/arm|linux \d+\.\d+|own/.test(source))).toEqual([]);
  expect(rows.filter(({ title }) => /undefined$|#/.test(title))).toEqual([]);
});

test.each(architectures)('%s: a name finds its register, in any case, and an alias too', (arch) => {
  const { find } = catalogue(arch);
  const isVector = (id: bigint) => arch === 'riscv64' && ((id >> 24n) & 0xffn) === 9n;
  const rows = every(arch).filter(({ id }) => !isVector(id));
  expect(rows.filter(({ id, name }) => find(name.toLowerCase()) !== id).map(({ name }) => name)).toEqual([]);
  expect(rows.flatMap(({ aliases }) => aliases).filter((alias) => find(alias) === undefined)).toEqual([]);
});

test.each(architectures)(
  '%s: fields tile the register: every bit lies in exactly one row, whatever the value',
  (arch) => {
    const register = fc.constantFrom(...every(arch).filter(({ layouts }) => layouts.length > 0));
    fc.assert(
      fc.property(register, fc.bigInt(0n, (1n << 64n) - 1n), (one, value) => {
        const bits = decodeFields(one, value, nothing).flatMap(({ segs }) =>
          segs.flatMap(([msb, lsb]) => run(msb, lsb)),
        );
        const width = 8 << Number((one.id >> 52n) & 0xfn);
        expect(bits.toSorted((a, b) => a - b)).toEqual(run(width - 1, 0));
      }),
      { numRuns: 2000 },
    );
  },
);

const run = (msb: number, lsb: number) => Array.from({ length: msb - lsb + 1 }, (_, n) => lsb + n);

test.each(architectures)('%s: fields without a condition overlap with none of their kind', (arch) => {
  const clashes = every(arch).flatMap(({ name, layouts }) =>
    layouts
      .filter(({ fields }) => {
        const bits = fields
          .filter(({ when }) => when === null)
          .flatMap(({ segs }) => segs.flatMap(([m, l]) => run(m, l)));
        return new Set(bits).size !== bits.length;
      })
      .map(() => name),
  );
  expect(clashes).toEqual([]);
});

test('the virtual timer ids are named after what KVM keeps there, and say so', () => {
  const { nameOf, find, details } = catalogue('arm64');
  const compare = registerId(0x6030_0000_0013_df02n);
  expect(nameOf(compare)).toBe('CNTV_CVAL_EL0');
  expect(nameOf(registerId(0x6030_0000_0013_df1an))).toBe('CNTVCT_EL0');
  expect(find('cntv_cval_el0')).toBe(compare);
  expect(details(compare)?.note).toContain('CNTVCT_EL0');
});

test('signed fields are signed and labels are shown', () => {
  const { find, details } = catalogue('arm64');
  const id = find('ID_AA64PFR0_EL1');
  const register = id === undefined ? undefined : details(id);
  if (register === undefined) throw new Error('ID_AA64PFR0_EL1 is missing');
  const rows = decodeFields(register, 0x1101_0000_00ff_0011n, nothing);
  const meaning = Object.fromEntries(rows.map((row) => [row.name, row.meaning]));
  expect(meaning).toMatchObject({ FP: '-1 NI', AdvSIMD: '-1 NI', CSV3: 'IMP', CSV2: 'IMP' });
});

test('pieces of a field are joined', () => {
  const { find, details } = catalogue('arm64');
  const register = details(find('DBGBVR0_EL1') ?? registerId(0n));
  if (register === undefined) throw new Error('DBGBVR0_EL1 is missing');
  const known = { ...nothing, field: () => ({ value: 0n, width: 4 }), feature: () => 'yes' as const };
  const address = decodeFields(register, 0x01ff_ffff_ffff_fffcn, known).find(({ name }) => name === 'VA');
  expect(address?.segs).toEqual([
    [56, 53],
    [52, 49],
    [48, 2],
  ]);
  expect(address?.value).toBe((1n << 55n) - 1n);
});
