// The words for whose state a register is, and for what that rests on.
import type { RegisterRow } from '@regscope/contract';
import type { IconName } from '../ui/icon.tsx';
import type { ScopeKind } from './writable.ts';

type ScopeWords = { word: string; icon: IconName; brief: string; meaning: string };

export const scopeWords: Readonly<Record<ScopeKind, ScopeWords>> = {
  vm: {
    word: 'VM',
    icon: 'machine',
    brief: 'one for the whole VM',
    meaning: 'One for the whole VM: what one vCPU is given, all have.',
  },
  vcpu: { word: 'vCPU', icon: 'chip', brief: 'each vCPU’s own', meaning: 'Each vCPU has its own.' },
  mixed: {
    word: 'mixed',
    icon: 'halves',
    brief: 'some fields the VM’s, the others each vCPU’s',
    meaning: 'Some fields are the whole VM’s, the others each vCPU’s own.',
  },
  host: {
    word: 'host',
    icon: 'rack',
    brief: 'nothing is stored, it tells of the host',
    meaning: 'Nothing is stored for the VM: it tells what the host does.',
  },
  unknown: {
    word: 'unknown',
    icon: 'question',
    brief: 'nobody has found out',
    meaning: 'Nobody has found out whose it is.',
  },
};

export const scopeKinds: readonly ScopeKind[] = ['vm', 'vcpu', 'mixed', 'host', 'unknown'];

/** What a claim rests on, as a sentence. */
export function evidenceText({ evidence, because }: RegisterRow['scope']): string {
  if (evidence === null) return `Why: ${because}.`;
  return evidence === 'probed'
    ? `Probed, by writing through one vCPU and looking through another: ${because}.`
    : `Read in the kernel’s source, not probed: ${because}.`;
}
