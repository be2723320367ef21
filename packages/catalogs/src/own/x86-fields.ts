import { x86Amd } from './x86-amd.ts';
import { x86Hypervisors } from './x86-hypervisors.ts';
import { x86MachineCheck } from './x86-machine-check.ts';
import { x86MemoryTypes } from './x86-memory-types.ts';
import type { MsrRows } from './x86-msr-rows.ts';
import { x86Pmu } from './x86-pmu.ts';
import { x86Protection } from './x86-protection.ts';
import { x86System } from './x86-system.ts';
import { x86Trace } from './x86-trace.ts';
import { x86Vmx } from './x86-vmx.ts';

const rows: MsrRows = {
  ...x86System,
  ...x86Protection,
  ...x86MemoryTypes,
  ...x86Pmu,
  ...x86Trace,
  ...x86MachineCheck,
  ...x86Vmx,
  ...x86Amd,
  ...x86Hypervisors,
};

/** Fields by the manual's name of the MSR, a line each; bits that no line names are reserved. */
export const x86Fields: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  Object.entries(rows).flatMap(([name, [, fields]]) => (fields === undefined ? [] : [[name, fields.split(/\s+;\s+/)]])),
);

/** Titles in our words. */
export const x86Titles: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(rows).map(([name, [title]]) => [name, title]),
);
