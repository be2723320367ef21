import fc from 'fast-check';
import { expect, test } from 'vitest';
import { arm64SysregId, decodeId, parseSysregEncoding, registerId } from './index.ts';

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
