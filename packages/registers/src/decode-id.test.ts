import fc from 'fast-check';
import { expect, test } from 'vitest';
import { arm64SysregId, decodeId, findRegister, parseSysregEncoding, registerId } from './index.ts';

const decode = (raw: bigint) => decodeId(registerId(raw));

test('an arm64 system register is named after its encoding', () => {
  const found = decode(0x6030_0000_0013_c020n);
  expect(found).toMatchObject({ arch: 'arm64', class: 'sysreg', name: 'S3_0_C0_C4_0', size: 8, problems: [] });
  expect(found.parts.map(({ name, value }) => `${name}=${value}`).join(' ')).toBe(
    'arch=96 size=3 coproc=19 op0=3 op1=0 CRn=0 CRm=4 op2=0',
  );
});

test.each([
  [0x6030_0000_0010_0000n, 'core', 'x0', 8],
  [0x6030_0000_0010_003en, 'core', 'sp', 8],
  [0x6030_0000_0010_0040n, 'core', 'pc', 8],
  [0x6030_0000_0010_0050n, 'core', 'spsr[4]', 8],
  [0x6040_0000_0010_00d0n, 'core', 'v31', 16],
  [0x6020_0000_0010_00d5n, 'core', 'fpcr', 4],
  [0x6020_0000_0011_000dn, 'demux', 'CCSIDR[13]', 4],
  [0x6030_0000_0014_0000n, 'fw', 'PSCI_VERSION', 8],
  [0x6080_0000_0015_03e0n, 'sve', 'z31', 256],
  [0x6050_0000_0015_05e0n, 'sve', 'p15', 32],
  [0x6050_0000_0015_0600n, 'sve', 'ffr', 32],
  [0x6060_0000_0015_ffffn, 'sve', 'VLS', 64],
  [0x6030_0000_0016_0003n, 'fw-feat-bmap', 'VENDOR_HYP_BMAP_2', 8],
  [0x2030_0002_c000_0080n, 'msr', 'MSR_0xc0000080', 8],
  [0x2030_0003_0000_0000n, 'kvm', 'GUEST_SSP', 8],
  [0x8030_0000_0400_0001n, 'timer', 'timer[1]', 8],
  [0x8030_0000_0301_0002n, 'csr', 'csr.aia[2]', 8],
])('%s is a %s register called %s of %i bytes', (raw, kind, name, size) => {
  expect(decode(raw)).toMatchObject({ class: kind, name, size, problems: [] });
});

test('the two timer ids that KVM swapped say so', () => {
  expect(decode(0x6030_0000_0013_df02n).note).toContain('CNTV_CVAL_EL0 under this id');
  expect(decode(0x6030_0000_0013_df1an).note).toContain('CNTVCT_EL0 under this id');
});

test.each([
  [0x6030_0001_0013_c020n, 'bits 51..32'],
  [0x6030_0000_1013_c020n, 'bits 31..28'],
  [0x6020_0000_0013_c020n, 'bits 55..52'],
  [0x6030_0000_0017_0000n, 'bits 27..16'],
  [0x6030_0000_0010_0001n, 'bits 15..0'],
  [0x6030_0000_0010_0054n, 'bits 55..52'],
  [0x6020_0000_0011_000en, 'bits 7..0'],
  [0x6090_0000_0013_c020n, 'bits 55..52'],
  [0x2030_0004_0000_0000n, 'bits 39..32'],
  [0x8030_0000_0b00_0000n, 'bits 31..24'],
  [0x5030_0000_0000_0002n, 's390'],
  [0xff30_0000_0000_0002n, 'bits 63..56'],
  [0x6030_0108_0013_c020n, 'bits 35 and 40 are not'],
  [0x6030_0001_0013_c020n, 'bit 32 is not'],
  [0x2030_1002_0000_0010n, 'bits 51..40 must be zero on x86: bit 44 is not'],
  [0x8030_0001_0200_0000n, 'bits 51..32 must be zero on RISC-V: bit 32 is not'],
  [0x6030_0000_3013_c020n, 'bits 28 and 29 are not; bits 28 and 29 hold the scope only'],
  [0x6020_0000_0013_c020n, 'has 64 bits, the id says 32'],
  [0x2020_0002_0000_0010n, 'every x86 register has 64 bits, the id says 32'],
  [0x8020_0000_0200_0000n, 'this register has 64 bits, the id says 32'],
  [0x8030_0000_0600_0020n, 'this register has 32 bits, the id says 64'],
  [0x60b0_0000_0013_c020n, 'bits 55..52: 11 is no size'],
])('%s is wrong, and the sentence names the bits', (raw, bits) => {
  expect(decode(raw).problems.join('; ')).toContain(bits);
});

test('an encoding, its id and its name are three spellings of one thing', () => {
  const encoding = fc.record({ op0: fc.nat(3), op1: fc.nat(7), crn: fc.nat(15), crm: fc.nat(15), op2: fc.nat(7) });
  fc.assert(
    fc.property(encoding, (one) => {
      expect(parseSysregEncoding(decodeId(arm64SysregId(one)).name)).toEqual(one);
      expect(parseSysregEncoding(Object.values(one).join(','))).toEqual(one);
    }),
  );
});

const wellFormed = [
  ...Array.from({ length: 0x1_0000 }, (_, low) => 0x6030_0000_0013_0000n + BigInt(low)),
  ...sized(0x6000_0000_0010_0000n, 0x100),
  ...sized(0x6000_0000_0011_0000n, 0x20),
  ...sized(0x6000_0000_0014_0000n, 4),
  ...sized(0x6000_0000_0015_0000n, 0x620),
  ...sized(0x6000_0000_0015_ffffn, 1),
  ...sized(0x6000_0000_0016_0000n, 4),
  ...sized(0x2030_0002_c000_0000n, 0x200),
  ...sized(0x2030_0003_0000_0000n, 2),
  ...[1n, 2n, 3n, 4n, 5n, 6n, 7n, 8n, 9n, 10n].flatMap((type) => sized(0x8000_0000_0000_0000n | (type << 24n), 0x30)),
].filter((raw) => decode(raw).problems.length === 0);

/** Ids of a run, in every size: those that are no register of that size are sorted out. */
function sized(base: bigint, count: number): bigint[] {
  const sizes = [2n, 3n, 4n, 5n, 6n, 8n].map((log2) => (base & ~(0xfn << 52n)) | (log2 << 52n));
  return sizes.flatMap((from) => Array.from({ length: count }, (_, n) => from + BigInt(n)));
}

test('the parts of an id without problems, put together again, are the id: in every class', () => {
  const classes = new Set<string>();
  for (const raw of wellFormed) {
    const { parts, arch, class: kind } = decode(raw);
    classes.add(`${arch} ${kind}`);
    expect(parts.reduce((sum, { lsb, value }) => sum | (value << BigInt(lsb)), 0n)).toBe(raw);
  }
  expect(classes.size).toBe(6 + 2 + 10);
});

test('an id of arm64 or an MSR is found again by the name that it gives', () => {
  const named = wellFormed.filter((raw) => /^(?:arm64|x86-64 msr)/.test(`${decode(raw).arch} ${decode(raw).class}`));
  fc.assert(
    fc.property(fc.constantFrom(...named), (raw) => {
      expect(findRegister(decode(raw).name)).toBe(raw);
    }),
    { numRuns: 2000 },
  );
});

test('no u64 makes the decoder throw, and the parts are cut from the id itself', () => {
  fc.assert(
    fc.property(fc.bigInt(0n, 0xffff_ffff_ffff_ffffn), fc.constantFrom(0n, 0x60n, 0x20n, 0x80n), (raw, arch) => {
      const id = arch === 0n ? raw : (raw & 0xff_ffff_ffff_ffffn) | (arch << 56n);
      const found = decode(id);
      expect(found.name).not.toBe('');
      for (const { msb, lsb, value } of found.parts)
        expect((id >> BigInt(lsb)) & ((1n << BigInt(msb - lsb + 1)) - 1n)).toBe(value);
    }),
    { numRuns: 5000 },
  );
});
