import { hex, maskOf } from '@regscope/registers';
import { openNotes, written, type BaselineSheet, type Exported, type SheetRegister } from './baseline-sheet.ts';

/**
 * For each host the properties of its `host` CPU model that bring it to the baseline, and the registers that a migration stumbles over. Names
 * of registers and fields are those of Arm's machine-readable files, as the series of 2026-05 for a customisable host model takes them.
 */
export function qemuProperties(sheet: BaselineSheet): Exported {
  const text = sheet.hosts.flatMap((host, at) => (host.unknown === null ? [ofHost(sheet, at)] : [])).join('\n');
  return { file: 'baseline-qemu.txt', text, notes: [...proposed, ...openNotes(sheet), ...unsaid(sheet)] };
}

const proposed = [
  'SYSREG_… properties are proposed for QEMU (customisable host model, revision of 2026-05-19) and in no release up to 11.1.3',
  'x-mig-hidden-regs and x-mig-safe-missing-regs are proposed for QEMU (v6 of 2026-01-26) and in no release up to 11.1.3; until then the ids tell what a migration stumbles over',
];

function ofHost(sheet: BaselineSheet, at: number): string {
  const host = sheet.hosts[at];
  const name = host?.name ?? '';
  const properties = [...switchedOff(sheet), ...written(sheet).flatMap((register) => propertiesOf(register, at))];
  const hidden = sheet.lacking.filter(({ gone, hosts }) => !gone && !hosts.includes(name));
  const missing = sheet.lacking.filter(({ gone, hosts }) => !gone && hosts.includes(name));
  return [
    `# ${name} (Linux ${host?.kernel ?? 'unknown'})`,
    `-cpu ${['host', ...properties].join(',')}`,
    ...listed('x-mig-hidden-regs', hidden),
    ...listed('x-mig-safe-missing-regs', missing),
    '',
  ].join('\n');
}

/** The switches that the host model has today. */
function switchedOff({ features }: BaselineSheet): string[] {
  return (['sve', 'pauth', 'pmu'] as const).flatMap((name) => (features.includes(name) ? [] : [`${name}=off`]));
}

/** Only what differs from the host's own. */
function propertiesOf({ name, fields, own }: SheetRegister, at: number): string[] {
  if (name === 'VLS') return lengths(own[at] ?? 0n, fields[0]?.value ?? null);
  return fields.flatMap(({ field, value, own: all }) =>
    field === null || value === null || all[at] === null || all[at] === value || !isSystem(name)
      ? []
      : [`SYSREG_${name}_${field}=${hex(value)}`],
  );
}

/** `sve256=off`: a property for each vector length (docs/system/arm/cpu-features.rst). */
function lengths(own: bigint, value: bigint | null): string[] {
  if (value === null) return [];
  return Array.from({ length: 16 }, (_, n) => n).flatMap((n) => {
    const bit = 1n << BigInt(n);
    return (own & bit) !== 0n && (value & bit) === 0n ? [`sve${128 * (n + 1)}=off`] : [];
  });
}

/** Firmware registers, CCSIDR and the number of counters are no properties of a CPU model. */
function isSystem(name: string): boolean {
  return /_EL[0-3]$/.test(name) && name !== 'PMCR_EL0' && name !== 'PMMIR_EL1';
}

function listed(property: string, rows: BaselineSheet['lacking']): string[] {
  if (rows.length === 0) return [];
  return [`# ${property}: ${rows.map(({ id, name }) => `${hex(id)} (${name})`).join(', ')}`];
}

function unsaid(sheet: BaselineSheet): string[] {
  const registers = written(sheet).filter(({ name }) => name !== 'VLS' && !isSystem(name));
  const bits = written(sheet).flatMap(({ name, fields }) =>
    isSystem(name)
      ? fields.flatMap(({ field, value, seg }) =>
          field === null && value !== null ? [`${name} bits ${hex(maskOf([seg]))}`] : [],
        )
      : [],
  );
  const all = [...registers.map(({ name }) => name), ...bits];
  return all.length === 0 ? [] : [`no property of a CPU model, and not in it: ${all.join(', ')}`];
}
