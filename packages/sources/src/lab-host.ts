import { RegscopeError } from '@regscope/contract';
import { kvmOverAgent } from '@regscope/kvm';
import { LabError, labName, savedLabs, startLab, type LabSpec, type RunningLab } from '@regscope/lab';
import type { Connector } from './connector.ts';
import { labAgent } from './lab-agent.ts';

/** Where the lab keeps its files, and where the agent's sources are. */
export type LabFiles = { cache: string; native: string };

/** An emulated arm64 machine with a real Linux and its real KVM. */
export function labHost(spec: LabSpec, { cache, native }: LabFiles): Connector {
  const name = labName(spec);
  return {
    name,
    kind: 'lab',
    arch: 'arm64',
    cpu: `${spec.cpu} (QEMU, emulated)`,
    startsByItself: false,
    whileStopped: async () => {
      const saved = (await savedLabs(cache)).some((lab) => lab.name === name);
      return saved
        ? 'saved: starts within a second'
        : `the first start fetches a Linux ${spec.kernel} kernel for arm64 and boots it once: half a minute or so`;
    },
    connect: async (progress, signal) => {
      try {
        const options = { cache, onProgress: progress, signal };
        const lab = await startLab(spec, { ...options, agent: await labAgent(native, options) });
        const why = async (): Promise<string> => howItEnded(await lab.exited);
        return { kvm: kvmOverAgent(lab.agent, why), pid: null, release: () => lab.stop() };
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
