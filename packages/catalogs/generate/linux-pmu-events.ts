import type { DraftField, DraftRegister, DraftValue } from './draft.ts';

export const pmuFile = 'include/linux/perf/arm_pmuv3.h';

/** Names of PMU events by their number, as the kernel's header lists them. */
type PmuEvents = ReadonlyMap<number, string>;

export function pmuEvents(header: string): PmuEvents {
  const rows = header.matchAll(/^#define\s+ARMV8_[A-Z0-9]+_PERFCTR_(\w+)\s+0x([0-9A-F]+)$/gm);
  return new Map([...rows].map(([, name = '', number = '']) => [Number.parseInt(number, 16), name]));
}

/** Puts the names of events to the fields that hold an event's number, and to those of one bit per event. */
export function nameEvents(register: DraftRegister, events: PmuEvents): DraftRegister {
  const name = /^PMEVTYPER\d+_EL0$/.test(register.name) ? countedEvent : presentEvent(register.name);
  if (name === undefined) return register;
  const layouts = register.layouts.map((layout) => ({
    ...layout,
    fields: layout.fields.map((field) => name(field, events)),
  }));
  return { ...register, layouts };
}

/** The number has 16 bits with FEAT_PMUv3p1 and 10 without: the upper piece names the whole, the lower one itself. */
function countedEvent(field: DraftField, events: PmuEvents): DraftField {
  if (field.name !== 'evtCount') return field;
  const width = (field.slice?.[0] ?? 15) + 1;
  const named = [...events].filter(([number]) => number < 2 ** width).toSorted(([a], [b]) => a - b);
  const own: DraftValue = { pattern: bits(0xc0, width), to: bits(0x3ff, width), label: 'implementation defined' };
  const any: DraftValue = { pattern: 'x'.repeat(width), to: null, label: '' };
  const values = named.map(([number, label]) => ({ pattern: bits(number, width), to: null, label }));
  return { ...field, values: [...values, own, any] };
}

const bits = (number: number, width: number) => number.toString(2).padStart(width, '0');

/** PMCEID0_EL0 tells of the events 0 to 31 and, in its upper half, 0x4000 to 0x401f; PMCEID1_EL0 of the 32 after each. */
function presentEvent(register: string): ((field: DraftField, events: PmuEvents) => DraftField) | undefined {
  const first = { PMCEID0_EL0: 0, PMCEID1_EL0: 32 }[register];
  if (first === undefined) return undefined;
  return (field, events) => {
    const [, high, number = ''] = /^ID(hi)?(\d+)$/.exec(field.name) ?? [];
    const event = events.get(first + Number(number) + (high === undefined ? 0 : 0x4000));
    if (number === '' || event === undefined) return field;
    return { ...field, values: [value('0', `no ${event}`), value('1', event)] };
  };
}

const value = (pattern: string, label: string): DraftValue => ({ pattern, to: null, label });
