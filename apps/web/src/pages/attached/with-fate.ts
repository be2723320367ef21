import type { Sighting } from '@regscope/contract';
import { isGone } from '../../api/errors.ts';

/** What was known of a VM last stays to be looked at; `error`, of looking again, may say that it is gone. */
export function withFate(sighting: Sighting, error: Error | null): Sighting {
  if (!isGone(error)) return sighting;
  const { phaseBecause: _, ...vm } = sighting.vm;
  return { ...sighting, vm: { ...vm, phase: 'gone' } };
}
