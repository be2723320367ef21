import type { Capture } from '@regscope/captures';
import type { CaptureSummary } from '@regscope/contract';

export type StoredCapture = { name: string; kind: CaptureSummary['kind']; capture: Capture; bytes: number };

/** What is said of a capture without opening it again. */
export function summaryOf({ name, kind, bytes, capture }: StoredCapture): CaptureSummary {
  const { host, vm, made, registers, probe } = capture;
  return {
    name,
    kind,
    bytes,
    madeAt: made.at,
    host: host.name,
    arch: host.arch,
    kernel: host.kernel,
    cpu: host.cpu,
    vcpus: vm.vcpus,
    registers: registers.length,
    features: [...vm.features],
    phase: vm.phase,
    vmm: vm.vmm,
    probed: probe?.shapes.length ?? 0,
  };
}
