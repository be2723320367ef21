import { claim, type Claim, type Found, type Origin } from '../imported-state.ts';
import type { Cpu } from './cpu-registers.ts';

/** What is the same of a stream and of its printed JSON. `runstate` is what the section globalstate says. */
export function foundOfCpus(
  cpus: readonly Cpu[],
  {
    format,
    formatVersion,
    claims,
    runstate,
  }: Pick<Origin, 'format' | 'formatVersion' | 'claims'> & { runstate: string | undefined },
): Found {
  const untold = [...new Set(cpus.flatMap((cpu) => cpu.untold))];
  return {
    arch: 'arm64',
    origin: {
      format,
      formatVersion,
      vmm: 'QEMU',
      kernel: null,
      cpu: null,
      phase: runstate === undefined ? null : (phases[runstate] ?? null),
      features: null,
      claims: [...claims, ...stateClaim(runstate)],
      unknown: [
        { what: 'version of QEMU', because: 'a stream does not tell it; its machine type may be older' },
        { what: 'accelerator', because: 'a stream does not tell whether KVM or TCG ran the VM' },
        { what: 'kernel of the host, name of the CPU', because: 'a stream names neither; MIDR_EL1 may tell the CPU' },
        { what: 'features of the VM', because: 'what KVM_ARM_VCPU_INIT was given is not saved' },
        ...untold.map((what) => ({ what, because: 'the file does not hold them as KVM would' })),
      ],
    },
    vcpus: cpus.map(({ registers }) => ({ registers, at: (n) => registers[n]?.at ?? '' })),
  };
}

/** RunState in qapi/run-state.json, QEMU 10.0: `prelaunch` never ran; a VM is stopped by hand only after it ran. */
const phases: Readonly<Record<string, 'new' | 'started'>> = { prelaunch: 'new', running: 'started', paused: 'started' };

function stateClaim(runstate: string | undefined): Claim[] {
  return runstate === undefined ? [] : [claim('run state', runstate)];
}
