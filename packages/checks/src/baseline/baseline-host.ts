import type { Capture } from '@regscope/captures';
import { targetOf, type Target } from '../restore/target.ts';

/** A host as a baseline asks it: what it offers, and what VMs with certain features would be like there. */
export type BaselineHost = {
  name: string;
  host: Pick<Capture['host'], 'arch' | 'kernel' | 'cpu' | 'offered'>;
  target: (features: readonly string[]) => Target;
};

export function baselineHost(name: string, capture: Pick<Capture, 'host' | 'probe'>): BaselineHost {
  return { name, host: capture.host, target: (features) => targetOf(capture, features) };
}
