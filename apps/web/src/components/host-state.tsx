import type { Host } from '@regscope/contract';
import { Badge, type Tone } from '../ui/badge.tsx';
import type { IconName } from '../ui/icon.tsx';

/** State of a host as icon and word, with the reason or the progress beside it. */
export function HostState({ host }: { host: Pick<Host, 'state' | 'because'> }) {
  const { tone, icon } = states[host.state];
  return (
    <>
      <Badge tone={tone} icon={icon}>
        {host.state}
      </Badge>
      {host.because !== '' && host.because !== host.state && <span className="soft"> {host.because}</span>}
    </>
  );
}

const states: Readonly<Record<Host['state'], { tone: Tone; icon: IconName }>> = {
  ready: { tone: 'good', icon: 'check' },
  stopped: { tone: 'calm', icon: 'square' },
  starting: { tone: 'accent', icon: 'clock' },
  stopping: { tone: 'warn', icon: 'clock' },
  unavailable: { tone: 'bad', icon: 'cross' },
};
