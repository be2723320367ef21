import { join } from 'node:path';
import { RegscopeError } from '@regscope/contract';
import { kvmOverAgent } from '@regscope/kvm';
import {
  guestOf,
  hasInner,
  isBuiltKernel,
  LabError,
  labName,
  resumes,
  savedLabs,
  startLab,
  type LabSpec,
  type RunningLab,
} from '@regscope/lab';
import type { Connector } from './connector.ts';
import { labAgent } from './lab-agent.ts';

/** Where the lab keeps its files, and where the agent's sources are. */
export type LabFiles = { cache: string; native: string };

/** An emulated machine with a real Linux and its real KVM. */
export function labHost(spec: LabSpec, { cache, native }: LabFiles): Connector {
  const name = labName(spec);
  const guest = guestOf(spec.cpu);
  return {
    name,
    kind: 'lab',
    arch: guest.arch,
    cpu: `${[spec.cpu, ...(spec.traits ?? [])].join('+')} (QEMU, emulated)`,
    startsByItself: false,
    others: hasInner({ traits: [], ...spec }) ? 'through its agent' : 'none',
    whileStopped: async () => {
      const saved = (await savedLabs(cache)).some((lab) => lab.name === name);
      if (saved) return 'saved: starts within a second';
      const qemu = hasInner({ traits: [], ...spec }) ? ' and a QEMU to run there' : '';
      const fetches = isBuiltKernel(spec.kernel)
        ? `the first start builds the kernel ${spec.kernel} if that was not done before (five minutes on two cores)`
        : `the first start fetches a Linux ${spec.kernel} kernel for ${guest.arch}${qemu}`;
      return resumes({ traits: [], ...spec })
        ? `${fetches} and boots it once: half a minute or so`
        : `${fetches}; it boots anew each time, in some ten seconds, because its state cannot be saved`;
    },
    connect: async (progress, signal) => {
      try {
        const options = { cache, kernels: join(native, 'kernel'), onProgress: progress, signal };
        const lab = await startLab(spec, { ...options, agent: await labAgent(guest, native, options) });
        const why = async (): Promise<string> => howItEnded(await lab.exited);
        return { kvm: kvmOverAgent(lab.agent, why), pid: null, inner: lab.inner, release: () => lab.stop() };
      } catch (error) {
        throw error instanceof LabError ? unavailable(name, error) : error;
      }
    },
  };
}

function unavailable(host: string, { message, remedy, code }: LabError): RegscopeError {
  return new RegscopeError('HOST_UNAVAILABLE', `${message}. ${remedy}`, { host, reason: code });
}

/** The last words of an emulated machine, for those whose VMs ended with it. */
function howItEnded({ code, signal, log }: Awaited<RunningLab['exited']>): string {
  const words = log.trim().split('\n').slice(-3).join(' | ');
  return `QEMU ended with ${signal === null ? `exit status ${code}` : `signal ${signal}`}${words === '' ? '' : `; its console said: ${words}`}`;
}
