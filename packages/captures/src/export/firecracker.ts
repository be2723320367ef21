import { hex, sizeInBytes } from '@regscope/registers';
import { openNotes, written, type BaselineSheet, type Exported, type SheetRegister } from './baseline-sheet.ts';

/** The widest bitmap that a template may have. */
const WIDEST = 128;

/**
 * A custom CPU template (docs/cpu_templates/schema.json, Firecracker 1.14): 0 clears a bit, 1 sets it, x leaves it as the host has it. Bits in
 * which the hosts do not differ are left.
 */
export function firecrackerTemplate(sheet: BaselineSheet): Exported {
  const registers = written(sheet);
  const wide = registers.filter((one) => widthOf(one) > WIDEST);
  const template = {
    kvm_capabilities: capabilities(sheet.features),
    vcpu_features: vcpuFeatures(sheet.features),
    reg_modifiers: registers
      .filter((one) => widthOf(one) <= WIDEST)
      .map((one) => ({ addr: hex(one.id), bitmap: bitmapOf(one) })),
  };
  return {
    file: 'baseline-firecracker.json',
    text: `${JSON.stringify(template, null, 2)}\n`,
    notes: [...openNotes(sheet), ...wide.map(tooWide), ...pmuNote(sheet), ...lackingNote(sheet)],
  };
}

/** Each 0 and 1 of a settled field; everything else as it is. */
function bitmapOf(register: SheetRegister): string {
  const digits = Array<string>(widthOf(register)).fill('x');
  for (const { seg, value } of register.fields) {
    if (value === null) continue;
    for (let bit = seg[1]; bit <= seg[0] && bit < digits.length; bit++)
      digits[digits.length - 1 - bit] = ((value >> BigInt(bit - seg[1])) & 1n) === 1n ? '1' : '0';
  }
  return `0b${digits.join('')}`;
}

function widthOf({ id }: SheetRegister): number {
  return (sizeInBytes(id) ?? 0) * 8;
}

/** KVM_CAP_ARM_SVE, KVM_CAP_ARM_PTRAUTH_ADDRESS and _GENERIC, which Firecracker is to find before it starts a VM. */
function capabilities(features: readonly string[]): string[] {
  return [...(features.includes('sve') ? ['170'] : []), ...(features.includes('pauth') ? ['171', '172'] : [])];
}

/** Bits 4 to 6 of struct kvm_vcpu_init.features[0]: Firecracker switches on neither SVE nor pointer authentication by itself. */
function vcpuFeatures(features: readonly string[]): { index: number; bitmap: string }[] {
  const pauth = features.includes('pauth') ? '11' : '00';
  return [{ index: 0, bitmap: `0b${pauth}${features.includes('sve') ? '1' : '0'}xxxx` }];
}

function tooWide({ name }: SheetRegister): string {
  return `${name} is wider than the ${WIDEST} bits that a template can name, and not in it`;
}

function pmuNote({ features }: BaselineSheet): string[] {
  return features.includes('pmu')
    ? ['Firecracker makes VMs without a PMU: make the baseline without the feature pmu, or it refuses ID_AA64DFR0_EL1']
    : [];
}

function lackingNote({ lacking }: BaselineSheet): string[] {
  const left = lacking.filter(({ gone }) => !gone);
  return left.map(
    ({ id, name, hosts }) =>
      `${name} is not listed on ${hosts.join(', ')}: snapshots need "snapshot-editor edit-vmstate remove-regs ${hex(id)}"`,
  );
}
