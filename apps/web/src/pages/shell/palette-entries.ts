// What the palette offers for a text. Pure: the dialog turns entries into deeds.
import type { Host, RegisterRow, Vm } from '@regscope/contract';
import { findRegister, formatRegisterId, mayAct, type Role } from '@regscope/registers';
import type { PlanCommand } from '../../ui/commands.ts';

export type PaletteEntry = { label: string; hint: string } & PaletteDeed;

export type PaletteDeed =
  | { kind: 'hosts' }
  | { kind: 'features' }
  | { kind: 'compare' }
  | { kind: 'migration' }
  | { kind: 'baseline' }
  | { kind: 'captures' }
  | { kind: 'timeline' }
  | { kind: 'audit' }
  | { kind: 'access' }
  | { kind: 'decode'; text: string }
  | { kind: 'vm'; host: string; vm: string }
  | { kind: 'scope'; host: string; vm: string }
  | { kind: 'capture'; host: string; vm: string }
  | { kind: 'attach' }
  | { kind: 'process'; host: string; vm: string }
  | { kind: 'register'; id: string }
  | { kind: 'plan'; command: PlanCommand }
  | { kind: 'start'; host: string }
  | { kind: 'new-vm'; host: string }
  | { kind: 'colours' }
  | { kind: 'sign-out' };

export type PaletteSources = {
  hosts: readonly Host[];
  vms: readonly Vm[];
  registers: readonly RegisterRow[];
  /** The VM that is looked at. */
  here?: Pick<Vm, 'host' | 'vm'>;
  /** Whether its own page is shown, rather than one about it. */
  isOpen?: boolean;
  /** Whether something is staged for it; undefined where its registers are not shown. */
  plan?: 'none' | 'staged' | undefined;
  /** Of whoever looks: what they may not do is not offered. Left out while it is not known. */
  role?: Role;
};

const MOST = 40;

/** At most forty entries; those whose label starts with the text come first. */
export function paletteEntries(text: string, sources: PaletteSources): PaletteEntry[] {
  const words = text.trim().toLowerCase().split(/\s+/);
  const fits = ({ label, hint }: PaletteEntry) => {
    const all = `${label} ${hint}`.toLowerCase();
    return words.every((word) => all.includes(word));
  };
  const found = [
    ...places(sources).filter((entry) => isAllowed(entry, sources.role)),
    ...(text.trim() === '' ? [] : registers(sources)),
  ].filter(fits);
  const starts = (entry: PaletteEntry) => (entry.label.toLowerCase().startsWith(words[0] ?? '') ? 0 : 1);
  return [...found.toSorted((a, b) => starts(a) - starts(b)).slice(0, MOST), ...decodings(text.trim())];
}

function places({ hosts, vms, here, isOpen = false, plan }: PaletteSources): PaletteEntry[] {
  return [
    ...(plan === 'staged' ? planEntries : []),
    ...vms.filter(({ host, vm }) => host === here?.host && vm === here.vm).flatMap((vm) => entriesHere(vm, isOpen)),
    ...(plan === undefined ? [] : [importEntry]),
    ...vms.filter(({ kind }) => kind !== 'recorded').map(vmEntry),
    { kind: 'hosts', label: 'Hosts', hint: 'all hosts and VMs' },
    ...hosts.flatMap(hostEntries),
    { kind: 'features', label: 'Features', hint: 'FEAT_ names, VM by VM' },
    { kind: 'compare', label: 'Compare', hint: 'in which registers VMs differ' },
    { kind: 'migration', label: 'Migration', hint: 'which VMs would load on which hosts, and come back' },
    { kind: 'baseline', label: 'Baseline', hint: 'what several hosts have in common, and who costs what' },
    { kind: 'captures', label: 'Captures', hint: 'recordings: upload, download, rename' },
    { kind: 'timeline', label: 'Timeline', hint: 'what changed from kernel to kernel' },
    { kind: 'audit', label: 'Audit', hint: 'who changed what, and what became of it' },
    { kind: 'access', label: 'Access', hint: 'who is signed in, API tokens' },
    { kind: 'decode', text: '', label: 'Decode', hint: 'take an id apart' },
    { kind: 'colours', label: 'Switch colours', hint: 'light or dark' },
    { kind: 'sign-out', label: 'Sign out', hint: 'end the session of this browser' },
    ...vms.filter(({ kind }) => kind === 'recorded').map(vmEntry),
  ];
}

/** What can be done with the VM that is looked at. A recording is not captured again, and what was never read is only looked at. */
function entriesHere({ kind, host, vm, phase, readAt }: Vm, isOpen: boolean): PaletteEntry[] {
  const hint = `${host}/${vm}`;
  const scope: PaletteEntry = { kind: 'scope', host, vm, label: 'Scope', hint: `whose the registers of ${hint} are` };
  if (kind === 'recorded' || phase === 'gone') return [scope];
  const capture: PaletteEntry = {
    kind: 'capture',
    host,
    vm,
    label: 'Capture…',
    hint: `keep ${hint}, probe what such a VM takes`,
  };
  if (kind !== 'attached') return [scope, capture];
  const attach = readAt === undefined ? 'Attach…' : 'Attach again';
  return [
    ...(isOpen ? [{ kind: 'attach' as const, label: attach, hint: `read the registers of ${hint}` }] : []),
    { kind: 'process', host, vm, label: 'Process', hint: `what is known of ${hint} without stopping it` },
    ...(readAt === undefined ? [] : [scope, { ...capture, hint: `keep what was read of ${hint}` }]),
  ];
}

const importEntry: PaletteEntry = { kind: 'plan', command: 'import', label: 'Import a plan…', hint: 'from a file' };

const planEntries: readonly PaletteEntry[] = [
  { kind: 'plan', command: 'apply', label: 'Apply the plan…', hint: 'write it to this VM (a)' },
  { kind: 'plan', command: 'try', label: 'Try the plan', hint: 'on a scratch VM (t)' },
  { kind: 'plan', command: 'copy', label: 'Copy the link of the plan', hint: 'for a colleague' },
  { kind: 'plan', command: 'export', label: 'Export the plan', hint: 'as a file, for the command line too' },
  { kind: 'plan', command: 'discard', label: 'Discard the plan', hint: 'stage nothing' },
];

/** A recording has one VM only: its host's name says all. */
function vmEntry({ kind, host, vm, phase, arch, vmm, name = null }: Vm): PaletteEntry {
  if (kind === 'recorded') return { kind: 'vm', host, vm, label: host, hint: `recorded ${arch} VM` };
  const whose = kind === 'attached' ? ` of ${vmm}${name === null ? '' : ` “${name}”`}` : '';
  return { kind: 'vm', host, vm, label: vm, hint: `${phase} VM${whose} on ${host}` };
}

function hostEntries({ kind, name, state }: Host): PaletteEntry[] {
  if (kind === 'recorded') return [];
  if (state === 'ready') return [{ kind: 'new-vm', host: name, label: 'New VM', hint: `on ${name}` }];
  if (kind === 'lab' && state === 'stopped')
    return [{ kind: 'start', host: name, label: 'Start', hint: `lab host ${name}` }];
  return [];
}

function registers({ registers: rows }: PaletteSources): PaletteEntry[] {
  return rows.map(({ id, name }) => ({ kind: 'register', id, label: name, hint: id }));
}

function isAllowed(entry: PaletteEntry, role: Role | undefined): boolean {
  const isChange = changing.has(entry.kind) || (entry.kind === 'plan' && writing.has(entry.command));
  return role === undefined || mayAct(role, isChange ? 'editor' : 'viewer');
}

const changing: ReadonlySet<PaletteDeed['kind']> = new Set(['attach', 'capture', 'start', 'new-vm']);
const writing: ReadonlySet<PlanCommand> = new Set(['try', 'apply', 'import']);

function decodings(text: string): PaletteEntry[] {
  const id = findRegister(text);
  return id === undefined ? [] : [{ kind: 'decode', text, label: `Decode ${text}`, hint: formatRegisterId(id) }];
}
