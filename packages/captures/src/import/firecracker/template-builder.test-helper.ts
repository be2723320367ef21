import type { BuiltRegister } from './snapshot-builder.test-helper.ts';

/** A fingerprint as cpu-template-helper dumps it: 128 digits for every register. */
export function buildFingerprint(registers: readonly BuiltRegister[], kernel = '6.1.172'): string {
  return JSON.stringify({
    firecracker_version: '1.14.1',
    kernel_version: kernel,
    microcode_version: '0x0',
    bios_version: '1.0',
    bios_revision: '1.0',
    guest_cpu_config: {
      kvm_capabilities: [],
      vcpu_features: [],
      reg_modifiers: registers.map(({ id, value }) => ({
        addr: `0x${id.toString(16)}`,
        bitmap: `0b${value.toString(2).padStart(128, '0')}`,
      })),
    },
  });
}

/** A template as a person writes it; `bitmap` with x for what stays as it is. */
export function buildTemplate(modifiers: Readonly<Record<string, string>>, more: object = {}): string {
  const rows = Object.entries(modifiers).map(([addr, bitmap]) => ({ addr, bitmap }));
  return JSON.stringify({ kvm_capabilities: ['171', '!172'], reg_modifiers: rows, ...more });
}
