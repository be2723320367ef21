import type { Host } from '@regscope/contract';
import type { Reach } from './reach.ts';

/** What is known of a host itself; looking may start one that starts by itself. */
export async function describeReach(reach: Reach): Promise<Omit<Host, 'vms' | 'unseen' | 'busy'>> {
  await reach.glance();
  const { ready, kind: state, connector } = reach;
  return {
    name: connector.name,
    kind: connector.kind,
    arch: ready?.hello.arch ?? connector.arch,
    kernel: ready?.hello.kernel ?? null,
    cpu: connector.cpu,
    state,
    because: await reach.because(),
    features: ready?.features ?? [],
    maxVcpus: ready?.limits.maxVcpus ?? null,
    bootMs: ready?.bootMs ?? null,
  };
}
