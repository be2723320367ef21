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
  const [index = '', name = '', ...others] = row.split(' ');
  const lines = x86Fields[name];
  return {
    id: registerId(0x2030_0002_0000_0000n | BigInt(`0x${index}`)),
    name,
    title: x86Titles[name] ?? '',
    aliases: [`MSR_0x${index}`, ...spellings([name, ...others])],
    note: '',
    source: 'linux 7.3, own',
    layouts: () => [['', ...(lines ?? ['63:0 VALUE'])]],
  };
}

/** The other names, and each name without the prefixes in which the manual and the kernel differ, and with the kernel's. */
function spellings(names: readonly string[]): string[] {
  const bare = names.map((name) => name.replace(/^(?:MSR_)?(?:IA32_)?/, ''));
  const all = [...names, ...bare].flatMap((name) => (name.startsWith('MSR_') ? [name] : [name, `MSR_${name}`]));
  return [...new Set(all)].filter((name) => name !== names[0]);
}
