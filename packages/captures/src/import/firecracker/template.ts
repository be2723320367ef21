// Firecracker's CPU templates, and the fingerprints that cpu-template-helper dumps: a template with every register of a fresh VM, and where
// it was made (docs/cpu_templates/schema.json and src/cpu-template-helper/src/fingerprint/mod.rs, Firecracker 1.14).
import { hex, registerId, sizeInBytes } from '@regscope/registers';
import { claim, type Claim, type Found, type Origin, type Unknown } from '../imported-state.ts';
import { listIn, must, objectIn, textOf, u64Of, under, type Json } from '../json-node.ts';
import { addressOf, bitmapOf, type Bitmap } from './bitmap.ts';

export const FINGERPRINT = 'a Firecracker fingerprint';
export const TEMPLATE = 'a Firecracker CPU template';

type Modified = Bitmap & { id: bigint; path: string };

export function importFingerprint(root: Json): Found {
  const own = Object.keys(objectIn(root)).filter((key) => key !== 'guest_cpu_config');
  const claims = own.map((key) => claim(key, said(objectIn(root)[key])));
  const says = (what: string): string | null => claims.find((one) => one.what === what)?.says ?? null;
  const version = says('firecracker_version');
  return found(must(root, 'guest_cpu_config'), {
    ...nothingTold,
    format: 'Firecracker fingerprint',
    vmm: version === null ? null : `Firecracker ${version}`,
    kernel: says('kernel_version'),
    claims,
    unknown: [
      ...unknownOf('a fingerprint'),
      {
        what: 'PC, the timer counters, and registers wider than 128 bits',
        because: 'cpu-template-helper leaves them out of a fingerprint',
      },
    ],
  });
}

export function importTemplate(root: Json): Found {
  return found(root, {
    ...nothingTold,
    format: 'Firecracker CPU template',
    unknown: [...unknownOf('a template'), { what: 'VMM, kernel', because: 'a template names neither' }],
  });
}

function said(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}

const nothingTold: Omit<Origin, 'format' | 'unknown'> = {
  formatVersion: null,
  vmm: null,
  kernel: null,
  cpu: null,
  phase: null,
  features: null,
  claims: [],
};

function unknownOf(what: string): Unknown[] {
  return [
    { what: 'name of the CPU', because: `${what} has none; MIDR_EL1 may tell` },
    { what: 'features of the VM', because: `${what} tells only which of KVM's defaults are changed` },
    { what: 'number of vCPUs', because: `${what} holds the registers of one` },
    { what: 'phase', because: `${what} does not tell whether a vCPU has run` },
  ];
}

function found(template: Json, origin: Origin): Found {
  const isX86 = ['cpuid_modifiers', 'msr_modifiers'].some((key) => under(template, key) !== undefined);
  if (isX86 && under(template, 'reg_modifiers') !== undefined)
    template.stop(template.path, 'expected registers of one architecture: here are reg_modifiers and those of x86');
  const modified = isX86 ? msrs(template) : registers(template);
  const whole = modified.filter(({ id, mask }) => mask === widest(id));
  const partial = modified.filter(({ id, mask }) => mask !== widest(id));
  mustBeOnce(modified, template);
  return {
    arch: isX86 ? 'x86-64' : 'arm64',
    origin: {
      ...origin,
      claims: [...origin.claims, ...templateClaims(template)],
      unknown: [...origin.unknown, ...cpuid(template)],
    },
    vcpus: [{ registers: whole, at: (n) => whole[n]?.path ?? '' }],
    partial,
  };
}

function registers(template: Json): Modified[] {
  return rows(template, 'reg_modifiers').map((row) => {
    const id = addressOf(must(row, 'addr'));
    const bytes = sizeInBytes(registerId(id)) ?? row.stop(row.path, `${hex(id)} says no size that KVM has`);
    return { ...bitmapOf(must(row, 'bitmap'), bytes * 8), id, path: row.path };
  });
}

/** KVM_X86_REG_MSR in arch/x86/include/uapi/asm/kvm.h, Linux 6.18. */
const MSR = 0x2030_0002_0000_0000n;

function msrs(template: Json): Modified[] {
  return rows(template, 'msr_modifiers').map((row) => {
    const address = addressOf(must(row, 'addr'));
    if (address > 0xffff_ffffn) row.stop(row.path, `expected an MSR of at most 32 bits, found ${hex(address)}`);
    return { ...bitmapOf(must(row, 'bitmap'), 64), id: MSR | address, path: row.path };
  });
}

function mustBeOnce(modified: readonly Modified[], { stop }: Json): void {
  const seen = new Set<bigint>();
  for (const { id, path } of modified) {
    if (seen.has(id)) stop(path, `${hex(id)} stands here for the second time`);
    seen.add(id);
  }
}

function widest(id: bigint): bigint {
  return (1n << BigInt((sizeInBytes(registerId(id)) ?? 0) * 8)) - 1n;
}

function templateClaims(template: Json): Claim[] {
  const capabilities = rows(template, 'kvm_capabilities').map(textOf);
  const features = rows(template, 'vcpu_features').map(
    (row) => `word ${u64Of(must(row, 'index'))}: ${textOf(must(row, 'bitmap'))}`,
  );
  return [
    ...(capabilities.length === 0 ? [] : [claim('KVM capabilities asked for', capabilities.join(' '))]),
    ...(features.length === 0 ? [] : [claim('features changed (KVM_ARM_VCPU_INIT)', features.join(', '))]),
  ];
}

function cpuid(template: Json): Unknown[] {
  const leaves = rows(template, 'cpuid_modifiers').length;
  if (leaves === 0) return [];
  return [
    { what: 'CPUID', because: `the leaves in the file (${leaves}) are no registers of ONE_REG, and are not kept` },
  ];
}

function rows(template: Json, key: string): Json[] {
  const node = under(template, key);
  return node === undefined ? [] : listIn(node);
}
