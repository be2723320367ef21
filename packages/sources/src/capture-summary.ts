import type { Capture } from '@regscope/captures';
import type { CaptureSummary } from '@regscope/contract';

export type StoredCapture = { name: string; kind: CaptureSummary['kind']; capture: Capture; bytes: number };

/** What stands for what an imported file does not tell. */
const UNKNOWN = 'unknown';

/** What is said of a capture without opening it again. */
export function summaryOf({ name, kind, bytes, capture }: StoredCapture): CaptureSummary {
  const { host, vm, made, imported, attached, registers, probe } = capture;
  return {
    name,
    kind,
    bytes,
    madeAt: made.at,
    host: host.name,
    arch: host.arch,
    kernel: host.kernel ?? UNKNOWN,
    cpu: host.cpu,
    vcpus: vm.vcpus,
    registers: registers.length,
    features: vm.features === null ? null : [...vm.features],
    phase: vm.phase,
    vmm: vm.vmm ?? UNKNOWN,
    probed: probe?.shapes.length ?? 0,
    imported: imported === null ? null : [imported.format, imported.version].filter(isTold).join(' '),
    ...(attached === null ? {} : { attached }),
  };
}

function isTold(text: string | null): text is string {
  return text !== null;
}
