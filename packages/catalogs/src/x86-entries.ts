import { registerId } from '@regscope/registers';
import table from '../data/x86-msrs.json' with { type: 'json' };
import type { Entry } from './entry.ts';
import { x86Fields, x86Titles } from './own/x86-fields.ts';

/** The MSRs that KVM lists, and the guest's shadow stack pointer. */
export function x86Entries(): Entry[] {
  return [...table.msrs.map(msrEntry), guestSsp];
}

const guestSsp: Entry = {
  id: registerId(0x2030_0003_0000_0000n),
  name: 'GUEST_SSP',
  title: 'Shadow stack pointer of the guest',
  aliases: [],
  note: '',
  source: 'linux 7.3, own',
  layouts: () => [['', '63:0 ADDRESS']],
};

function msrEntry(row: string): Entry {
  const [index = '', name = ''] = row.split(' ');
  const lines = x86Fields[name];
  return {
    id: registerId(0x2030_0002_0000_0000n | BigInt(`0x${index}`)),
    name,
    title: x86Titles[name] ?? '',
    aliases: [`MSR_${name}`, `MSR_0x${index}`, ...(name.startsWith('IA32_') ? [name.slice(5)] : [`IA32_${name}`])],
    note: '',
    source: lines === undefined ? 'linux 7.3' : 'linux 7.3, own',
    layouts: () => [['', ...(lines ?? ['63:0 VALUE'])]],
  };
}
