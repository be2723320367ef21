import type { Vm } from '@regscope/contract';
import { Badge, type Tone } from '../ui/badge.tsx';
import { sentence } from '../ui/sentence.ts';
import type { IconName } from '../ui/icon.tsx';

/** Where a VM stands: before its first run, after it, or gone. */
export function PhaseBadge({ phase, because }: { phase: Vm['phase']; because?: string | undefined }) {
  const { tone, icon, title } = phases[phase];
  return (
    <Badge tone={tone} icon={icon} title={because === undefined ? title : sentence(because)}>
      {phase}
    </Badge>
  );
}

const phases: Readonly<Record<Vm['phase'], { tone: Tone; icon: IconName; title: string }>> = {
  new: { tone: 'accent', icon: 'dot', title: 'The vCPUs are initialised and none has run.' },
  started: { tone: 'good', icon: 'play', title: 'At least one vCPU has run.' },
  unknown: { tone: 'calm', icon: 'dash', title: 'Nothing tells whether a vCPU has run.' },
  gone: { tone: 'bad', icon: 'cross', title: 'The VM is no longer there.' },
};
