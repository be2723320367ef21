// The words for whose state a register is, and for what that rests on.
import type { RegisterRow } from '@regscope/contract';
import { unreachable } from '@regscope/registers';
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

type Quarrel = NonNullable<RegisterRow['scope']['quarrels']>[number];

/** What a claim rests on, as a sentence. */
export function evidenceText({ evidence, because }: Pick<RegisterRow['scope'], 'evidence' | 'because'>): string {
  switch (evidence) {
    case null:
      return `Why: ${because}.`;
    case 'kernel':
      return `The kernel says so itself: ${because}.`;
    case 'probed':
      return `Probed, by writing through one vCPU and looking through another: ${because}.`;
    case 'catalogue':
      return `Read in the kernel’s source, not probed: ${because}.`;
    default:
      return unreachable(evidence);
  }
}

/** A claim that cannot be true together with the one that is shown. */
export function quarrelText({ kind, evidence, because }: Quarrel): string {
  const who = { kernel: 'The kernel says', probed: 'A probe found', catalogue: 'The kernel’s source says' }[evidence];
  return `${who} ${scopeWords[kind].word}, which cannot be true as well: ${because}.`;
}
