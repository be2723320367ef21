import { unreachable, type Phase } from '@regscope/registers';

/** What was seen of whether vCPUs have run. */
export type RunEvidence =
  | { kind: 'no vcpus' }
  | { kind: 'guest time'; tid: number }
  /** Of KVM_RUN; 0: none ever called it, on any vCPU. */
  | { kind: 'runner'; tid: number }
  /** Of the whole VM. */
  | { kind: 'exits'; exits: bigint }
  /** One per vCPU, of all of them; `shared`: of several VMs in one process, and nobody can tell which is whose. */
  | { kind: 'exits of vcpus'; exits: readonly bigint[]; shared: boolean }
  | { kind: 'nothing'; because: string };

export type SeenPhase = { phase: Extract<Phase, 'new' | 'started'> | 'unknown'; because: string };

/** `started` needs one sign of a run, `new` a count of none for every vCPU; all else is unknown, and says why. */
export function phaseOf(evidence: RunEvidence): SeenPhase {
  switch (evidence.kind) {
    case 'no vcpus':
      return { phase: 'new', because: 'it has no vCPU yet' };
    case 'guest time':
      return { phase: 'started', because: `thread ${evidence.tid} has spent time in the guest (/proc, guest_time)` };
    case 'runner':
      return evidence.tid === 0
        ? { phase: 'new', because: 'no thread has ever called KVM_RUN on a vCPU (debugfs, pid)' }
        : { phase: 'started', because: `a vCPU was run by thread ${evidence.tid} (debugfs, pid)` };
    case 'exits':
      return fromExits(evidence.exits, 'debugfs');
    case 'exits of vcpus':
      return fromVcpus(evidence);
    case 'nothing':
      return { phase: 'unknown', because: evidence.because };
    default:
      return unreachable(evidence);
  }
}

function fromVcpus({ exits, shared }: { exits: readonly bigint[]; shared: boolean }): SeenPhase {
  const source = "the VMM's own statistics descriptors";
  const ran = exits.filter((count) => count > 0n).length;
  if (!shared || ran === 0 || ran === exits.length)
    return fromExits(
      exits.reduce((sum, count) => sum + count, 0n),
      source,
    );
  return {
    phase: 'unknown',
    because: `${ran} of ${exits.length} vCPUs of the process have run, and without debugfs nobody can tell whose they are`,
  };
}

function fromExits(exits: bigint, source: string): SeenPhase {
  return exits === 0n
    ? { phase: 'new', because: `no vCPU has ever left the guest (exits = 0, ${source})` }
    : { phase: 'started', because: `vCPUs have left the guest (exits > 0, ${source})` };
}
