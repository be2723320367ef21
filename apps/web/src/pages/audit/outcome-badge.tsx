import type { AuditAttempt, AuditOutcome } from '@regscope/contract';
import { Badge, type Tone } from '../../ui/badge.tsx';
import type { IconName } from '../../ui/icon.tsx';

type OutcomeBadgeProps = { action: AuditAttempt['action']; outcome: AuditOutcome | undefined };

/** What became of an attempt; without a result it is under way. Nothing is applied by a trial: the kernel accepts it. */
export function OutcomeBadge({ action, outcome }: OutcomeBadgeProps) {
  const { tone, icon } = looks[outcome ?? 'under way'];
  const word = action === 'try' && outcome === 'applied' ? 'accepted' : outcome;
  return (
    <Badge tone={tone} icon={icon}>
      {word ?? 'under way'}
    </Badge>
  );
}

const looks: Readonly<Record<AuditOutcome | 'under way', { tone: Tone; icon: IconName }>> = {
  applied: { tone: 'good', icon: 'check' },
  refused: { tone: 'warn', icon: 'lock' },
  'rolled back': { tone: 'warn', icon: 'dash' },
  partly: { tone: 'bad', icon: 'halves' },
  unknown: { tone: 'bad', icon: 'question' },
  'under way': { tone: 'calm', icon: 'clock' },
};
