import { registerId, type Segment } from '@regscope/registers';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { importState } from '../index.ts';
import type { BaselineSheet, SheetField, SheetRegister } from './baseline-sheet.ts';
import { firecrackerTemplate } from './firecracker.ts';
import { baselinePlan } from './plan.ts';
import { qemuProperties } from './qemu.ts';
import { baselineCsv, baselineMarkdown } from './tables.ts';

const isar0 = registerId(0x6030_0000_0013_c030n);
const vls = registerId(0x6060_0000_0015_ffffn);
const bmap2 = registerId(0x6030_0000_0016_0003n);

type Told = Pick<SheetField, 'seg' | 'value' | 'own'> & { field?: string };
const registerOf = (id: SheetRegister['id'], name: string, fields: readonly Told[]): SheetRegister => ({
  id,
  name,
  stored: true,
  value: 0n,
  mask: -1n,
  own: [0n, 1n].map((_, at) => fields.reduce((all, { own, seg }) => all | ((own[at] ?? 0n) << BigInt(seg[1])), 0n)),
  fields: fields.map((one) => ({ name: one.field ?? 'bits', field: null, ...one })),
});
const sheetOf = (registers: readonly SheetRegister[], more: Partial<BaselineSheet> = {}): BaselineSheet => ({
  hosts: ['old', 'new'].map((name) => ({ name, kernel: '6.12', arch: 'arm64', unknown: null })),
  features: ['psci', 'sve', 'gicv3'],
  registers,
  cost: [{ feature: 'FEAT_AES', field: 'ID_AA64ISAR0_EL1.AES', because: ['old'] }],
  blocking: [],
  lacking: [{ id: bmap2, name: 'VENDOR_HYP_BMAP_2', hosts: ['old'], gone: false }],
  ...more,
});

const aes = { seg: [7, 4] as const, field: 'AES', value: 1n, own: [1n, 2n] };
const blocked = { seg: [11, 8] as const, field: 'SHA1', value: null, own: [0n, 1n] };
const sheet = sheetOf([registerOf(isar0, 'ID_AA64ISAR0_EL1', [aes, blocked])]);

describe('a Firecracker template', () => {
  test('sets what is settled, and leaves what is the same or open', () => {
    expect(JSON.parse(firecrackerTemplate(sheet).text)).toEqual({
      kvm_capabilities: ['170'],
      vcpu_features: [{ index: 0, bitmap: '0b001xxxx' }],
      reg_modifiers: [{ addr: '0x603000000013c030', bitmap: `0b${'x'.repeat(56)}0001xxxx` }],
    });
  });

  test('comes back through the importer bit by bit, and fits Firecracker’s schema', () => {
    const field = fc
      .record({ at: fc.integer({ min: 0, max: 15 }), value: fc.bigInt({ min: 0n, max: 15n }) })
      .map(({ at, value }) => ({ seg: [at * 4 + 3, at * 4] satisfies Segment as Segment, value, own: [value, 0n] }));
    const fields = fc.uniqueArray(field, { selector: ({ seg }) => seg[0], minLength: 1 });
    fc.assert(
      fc.property(fields, (settled) => {
        const { text } = firecrackerTemplate(sheetOf([registerOf(isar0, 'ID_AA64ISAR0_EL1', settled)]));
        const [{ addr, bitmap }] = JSON.parse(text).reg_modifiers;
        expect([addr, bitmap]).toEqual([
          expect.stringMatching(/^0x[0-9a-f]{16}$/),
          expect.stringMatching(/^0b[01x]{64}$/),
        ]);
        const { partial, registers } = importState(new TextEncoder().encode(text), 'template.json');
        const mask = settled.reduce((all, { seg }) => all | (0xfn << BigInt(seg[1])), 0n);
        const value = settled.reduce((all, one) => all | (one.value << BigInt(one.seg[1])), 0n);
        const whole = registers.find(({ id }) => id === isar0)?.values[0] ?? null;
        expect(whole === null ? partial : [{ id: isar0, value: whole, mask: (1n << 64n) - 1n }]).toEqual([
          { id: isar0, value, mask },
        ]);
      }),
    );
  });

  test('says what it cannot: a register wider than 128 bits, a PMU, registers that stay', () => {
    const wide = registerOf(vls, 'VLS', [{ seg: [511, 0], value: 3n, own: [3n, 0xffffn] }]);
    const { text, notes } = firecrackerTemplate(sheetOf([wide], { features: ['pmu'] }));
    expect(JSON.parse(text).reg_modifiers).toEqual([]);
    expect(notes).toEqual([
      expect.stringContaining('VLS is wider'),
      expect.stringContaining('without a PMU'),
      expect.stringContaining('remove-regs 0x6030000000160003'),
    ]);
  });
});

test('QEMU gets the fields in which a host differs from the baseline, and the ids that a migration stumbles over', () => {
  const wide = registerOf(vls, 'VLS', [{ seg: [511, 0], value: 3n, own: [3n, 0xfn] }]);
  const { text, notes } = qemuProperties(sheetOf([...sheet.registers, wide]));
  expect(text.split('\n')).toEqual([
    '# old (Linux 6.12)',
    '-cpu host,pauth=off,pmu=off',
    '# x-mig-safe-missing-regs: 0x6030000000160003 (VENDOR_HYP_BMAP_2)',
    '',
    '# new (Linux 6.12)',
    '-cpu host,pauth=off,pmu=off,SYSREG_ID_AA64ISAR0_EL1_AES=0x1,sve384=off,sve512=off',
    '# x-mig-hidden-regs: 0x6030000000160003 (VENDOR_HYP_BMAP_2)',
    '',
  ]);
  expect(notes.filter((note) => note.includes('proposed'))).toHaveLength(2);
});

test('a plan changes on a host what is not the baseline’s there, from what a fresh VM has', () => {
  expect(baselinePlan(sheet, 0).plan.edits).toEqual([]);
  expect(baselinePlan(sheet, 1).plan).toEqual({
    target: { host: 'new', vm: 'new', createdAt: '', kernel: '6.12', arch: 'arm64' },
    edits: [{ id: isar0, vcpu: null, mask: 0xf0n, from: 0x20n, to: 0x10n }],
  });
});

test('as a table and as a report it names the field that blocks', () => {
  expect(baselineCsv(sheet).text).toContain('ID_AA64ISAR0_EL1,SHA1,11,8,none suits all,0x0,0x1\r\n');
  const report = baselineMarkdown(sheet).text;
  expect(report).toContain('| ID_AA64ISAR0_EL1.SHA1 | **none suits all** | 0x0 | 0x1 |');
  expect(report).toContain('| FEAT_AES | ID_AA64ISAR0_EL1.AES | old |');
});
