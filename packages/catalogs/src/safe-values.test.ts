import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Segment } from '@regscope/registers';
import { expect, test } from 'vitest';
import { guestRules, kvmMask, kvmRules, safeValueRules } from './safe-values.ts';

test('KVM takes a PMU and a debug architecture that are older than those of the host, where the host wants them equal', () => {
  const pmuVersion: Segment = [11, 8];
  const of = (rules: typeof safeValueRules) => rules('ID_AA64DFR0_EL1').find(({ seg }) => seg[0] === pmuVersion[0]);
  expect(of(safeValueRules)).toEqual({ seg: pmuVersion, rule: 'exact', signed: false, safe: 0n });
  expect(of(kvmRules)).toEqual({ seg: pmuVersion, rule: 'lower', signed: false });
  expect(of(guestRules)).toEqual(of(kvmRules));
});

test('a field that is not writable as a whole has no rule of KVM, and the host’s stays', () => {
  expect(safeValueRules('ID_AA64PFR0_EL1').some(({ seg }) => seg[0] === 35)).toBe(true);
  expect(kvmRules('ID_AA64PFR0_EL1').some(({ seg }) => seg[0] === 35)).toBe(false);
  expect(guestRules('ID_AA64PFR0_EL1')).toHaveLength(safeValueRules('ID_AA64PFR0_EL1').length);
});

test('masks tell where a register reads as zero and who checks further', () => {
  expect(kvmMask('ID_AA64SMFR0_EL1')).toEqual({ mask: 0n, raz: 'always', checks: null });
  expect(kvmMask('ID_DFR0_EL1')).toEqual({ mask: 0xffff_ffffn, raz: 'without-aarch32', checks: 'set_id_dfr0_el1' });
  expect(kvmMask('SCTLR_EL1')).toBeUndefined();
});

const shared = (name: string) => fileURLToPath(new URL(`../../../../shared/${name}`, import.meta.url));
const rulesFile = shared('kvm/arm64-id-field-rules.json');
const masksFile = shared('regdata/kvm-arm64-7.3.4.json');
const captureFile = shared('captures/7.3.4+deb13__max__q10.json');

type OtherField = {
  lsb: number;
  width: number;
  signed: boolean;
  rule: string;
  host_rule: string;
  safe_value: number | string;
  writable: boolean;
};
type OtherRules = { registers: Record<string, { writable_mask: string; fields: OtherField[] }> };

/** The other extraction leaves this one safe value as the kernel writes it. */
const symbols: Readonly<Record<string, number>> = { CTR_EL0_L1Ip_VIPT: 2 };

const ruleText = ({ seg, signed, ...rest }: ReturnType<typeof safeValueRules>[number]) =>
  `${seg[0]}:${seg[1]} ${rest.rule}${signed ? ' signed' : ''}${rest.rule === 'exact' ? ` ${rest.safe}` : ''}`;
const otherText = ({ lsb, width, signed, safe_value }: OtherField, rule: string) => {
  const name = rule.replace('-safe', '');
  return `${lsb + width - 1}:${lsb} ${name}${signed ? ' signed' : ''}${name === 'exact' ? ` ${symbols[safe_value] ?? safe_value}` : ''}`;
};

test.skipIf(!existsSync(rulesFile))('another extraction has the same rules of the host and of KVM', () => {
  const { registers }: OtherRules = JSON.parse(readFileSync(rulesFile, 'utf8'));
  for (const [name, { fields, writable_mask }] of Object.entries(registers)) {
    expect([name, kvmMask(name)?.mask]).toEqual([name, BigInt(writable_mask)]);
    expect([name, ...safeValueRules(name).map(ruleText)]).toEqual([
      name,
      ...fields.map((field) => otherText(field, field.host_rule)),
    ]);
    const writable = fields.filter((field) => field.writable).map((field) => otherText(field, field.rule));
    expect([name, ...kvmRules(name).map(ruleText)]).toEqual([name, ...writable]);
  }
});

type OtherMasks = { descs: { name: string; mask?: string; vis?: string; set?: string }[] };

test.skipIf(!existsSync(masksFile))('another extraction has the same masks and functions', () => {
  const { descs }: OtherMasks = JSON.parse(readFileSync(masksFile, 'utf8'));
  const raz: Readonly<Record<string, string>> = { raz_visibility: 'always', aa32_id_visibility: 'without-aarch32' };
  for (const { name, mask, vis = '', set = '' } of descs.filter((each) => each.mask !== undefined)) {
    const ours = kvmMask(name.replace(/^S3_0_0_(\d)_(\d)$/, 'S3_0_C0_C$1_$2'));
    const checks = set === 'set_id_reg' ? null : set;
    expect([name, ours]).toEqual([name, { mask: BigInt(mask ?? 0), raz: raz[vis] ?? 'never', checks }]);
  }
});

type Capture = { variants: { writable_masks: Record<string, string> }[] };

/** The masks that a running 7.3.4 kernel announces (KVM_ARM_GET_REG_WRITABLE_MASKS): those that are not zero. */
test.skipIf(!existsSync(captureFile))('a running kernel announces the same masks', async () => {
  const { catalogue } = await import('./index.ts');
  const { variants }: Capture = JSON.parse(readFileSync(captureFile, 'utf8'));
  const { errno: _, ...announced } = variants[0]?.writable_masks ?? {};
  const ours = catalogue('arm64')
    .ids()
    .flatMap((id) => {
      const mask = kvmMask(catalogue('arm64').nameOf(id) ?? '')?.mask ?? 0n;
      return mask === 0n ? [] : [[`0x${id.toString(16)}`, `0x${mask.toString(16)}`] as const];
    });
  expect(Object.fromEntries(ours)).toEqual(announced);
});
