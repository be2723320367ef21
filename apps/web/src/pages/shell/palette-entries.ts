// What the palette offers for a text. Pure: the dialog turns entries into deeds.
import type { Host, RegisterRow, Vm } from '@regscope/contract';
import { findRegister, formatRegisterId } from '@regscope/registers';

export type PaletteEntry = { label: string; hint: string } & PaletteDeed;

export type PaletteDeed =
  | { kind: 'hosts' }
  | { kind: 'features' }
  | { kind: 'decode'; text: string }
  | { kind: 'vm'; host: string; vm: string }
  | { kind: 'register'; id: string }
  | { kind: 'start'; host: string }
  | { kind: 'new-vm'; host: string }
  | { kind: 'colours' }
  | { kind: 'sign-out' };

export type PaletteSources = { hosts: readonly Host[]; vms: readonly Vm[]; registers: readonly RegisterRow[] };

const MOST = 40;

/** At most forty entries; those whose label starts with the text come first. */
export function paletteEntries(text: string, sources: PaletteSources): PaletteEntry[] {
  const words = text.trim().toLowerCase().split(/\s+/);
  const fits = ({ label, hint }: PaletteEntry) => {
    const all = `${label} ${hint}`.toLowerCase();
    return words.every((word) => all.includes(word));
  };
  const found = [...places(sources), ...(text.trim() === '' ? [] : registers(sources))].filter(fits);
  const starts = (entry: PaletteEntry) => (entry.label.toLowerCase().startsWith(words[0] ?? '') ? 0 : 1);
  return [...found.toSorted((a, b) => starts(a) - starts(b)).slice(0, MOST), ...decodings(text.trim())];
}

function places({ hosts, vms }: PaletteSources): PaletteEntry[] {
  return [
    ...vms.map(({ host, vm, phase }): PaletteEntry => ({
      kind: 'vm',
      host,
      vm,
      label: vm,
      hint: `${phase} VM on ${host}`,
    })),
    { kind: 'hosts', label: 'Hosts', hint: 'all hosts and VMs' },
    ...hosts.flatMap(hostEntries),
    { kind: 'features', label: 'Features', hint: 'FEAT_ names, VM by VM' },
    { kind: 'decode', text: '', label: 'Decode', hint: 'take an id apart' },
    { kind: 'colours', label: 'Switch colours', hint: 'light or dark' },
    { kind: 'sign-out', label: 'Sign out', hint: 'end the session of this browser' },
  ];
}

function hostEntries({ kind, name, state }: Host): PaletteEntry[] {
  if (state === 'ready') return [{ kind: 'new-vm', host: name, label: 'New VM', hint: `on ${name}` }];
  if (kind === 'lab' && state === 'stopped')
    return [{ kind: 'start', host: name, label: 'Start', hint: `lab host ${name}` }];
  return [];
}

function registers({ registers: rows }: PaletteSources): PaletteEntry[] {
  return rows.map(({ id, name }) => ({ kind: 'register', id, label: name, hint: id }));
}

function decodings(text: string): PaletteEntry[] {
  const id = findRegister(text);
  return id === undefined ? [] : [{ kind: 'decode', text, label: `Decode ${text}`, hint: formatRegisterId(id) }];
}
