import type { CaptureSummary } from '@regscope/contract';

/** A capture whose name says which, with what matters. */
export function captureOf(name: string, what: Partial<CaptureSummary> = {}): CaptureSummary {
  return {
    name,
    kind: 'shipped',
    madeAt: '2026-11-22T21:00:00.000Z',
    host: `lab:${name}`,
    arch: 'arm64',
    kernel: '6.12.107',
    cpu: 'max',
    vcpus: 2,
    registers: 366,
    features: ['psci'],
    phase: 'new',
    vmm: 'regscope',
    probed: 1,
    bytes: 1000,
    imported: null,
    ...what,
  };
}
