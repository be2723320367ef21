import type { AuditOutcome } from '@regscope/contract';
import { Badge, type Tone } from '../../ui/badge.tsx';
import type { IconName } from '../../ui/icon.tsx';

/** What became of an attempt; without a result it is under way. */
export function OutcomeBadge({ outcome }: { outcome: AuditOutcome | undefined }) {
  const { tone, icon } = looks[outcome ?? 'under way'];
  return (
    <Badge tone={tone} icon={icon}>
      {outcome ?? 'under way'}
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
