import { FORMAT, VERSION, type Capture } from './format.ts';

/** A small capture that has something of everything, for tests. */
export const sample: Capture = {
  format: FORMAT,
  version: VERSION,
  made: { at: '2026-11-22T21:00:00.000Z', by: 'regscope 0.1.0' },
  host: {
    name: 'lab:6.12:max',
    kind: 'lab',
    arch: 'arm64',
    kernel: '6.12.107+deb13-cloud-arm64',
    cpu: 'max',
    capabilities: { '70': 1, '165': 44 },
    offered: ['psci', 'sve'],
  },
  vm: { vcpus: 2, features: ['psci'], phase: 'new', vmm: 'regscope' },
  imported: null,
  attached: null,
  registers: [
    { id: '0x603000000013c020', value: '0x11' },
    { id: '0x603000000013c005', values: ['0x80000000', '0x80000001'], errors: [null, null] },
    { id: '0x603000000013dce8', values: [null, null], errors: ['EINVAL', 'absent'] },
  ],
  announced: [{ id: '0x603000000013c020', mask: '0xff' }],
  probe: {
    seconds: 1.5,
    unmakeable: [{ features: ['psci', 'aarch32'], because: 'KVM_ARM_VCPU_INIT: EINVAL' }],
    shapes: [
      {
        features: ['psci'],
        again: true,
        listed: ['0x603000000013c020', '0x603000000013c005'],
        registers: [
          {
            id: '0x603000000013c020',
            value: '0x11',
            new: { taken: '0x1', seen: '0x1', refused: { EINVAL: '0xfffffffffffffffe' } },
            ran: { refused: { EBUSY: '0xffffffffffffffff' } },
            idle: { refused: { EBUSY: '0xffffffffffffffff' } },
          },
          { id: '0x603000000013c005', value: '0x80000000', new: { taken: '0xffffffffffffffff' }, moves: [] },
        ],
        sweeps: [{ id: '0x603000000013c020', msb: 3, lsb: 0, outcomes: ['=', '=', 'EINVAL', '0x1'] }],
        lowest: [
          {
            id: '0x603000000013c020',
            msb: 3,
            lsb: 0,
            value: '0x10',
            gained: [],
            lost: ['0x603000000013c005'],
            changed: [
              { id: '0x603000000013c021', value: '0x0' },
              { id: '0x603000000013c005', value: null },
            ],
          },
        ],
        tried: [{ id: '0x6030000000140000', value: '0x10001', outcome: '=', seen: true }],
        early: [],
        pairs: [{ set: '0x603000000013dce1', clear: '0x603000000013dce2', bySet: 'plain', byClear: 'clear' }],
      },
    ],
  },
};

/** Something of everything that only an imported file has. */
export const importedSample: Capture = {
  format: FORMAT,
  version: VERSION,
  made: { at: '2026-11-24T22:30:00.000Z', by: 'regscope' },
  host: {
    name: 'custom-template.json',
    kind: 'unknown',
    arch: 'arm64',
    kernel: null,
    cpu: null,
    capabilities: null,
    offered: null,
  },
  vm: { vcpus: 1, features: null, phase: 'unknown', vmm: null },
  imported: {
    format: 'Firecracker CPU template',
    version: null,
    claims: [{ what: 'kvm_capabilities', says: '171 !172' }],
    unknown: [{ what: 'kernel of the host', because: 'a template names none' }],
    partial: [{ id: '0x603000000013c020', value: '0x10', mask: '0xf0' }],
  },
  attached: null,
  registers: [
    { id: '0x603000000013c020', values: [null], errors: ['RS_PARTIAL'] },
    { id: '0x603000000013c021', value: '0x1' },
    { id: '0x4020000000001000', value: '0xffffffff' },
  ],
  announced: null,
  probe: null,
};

/** Something of everything that only a VM of another process has. */
export const attachedSample: Capture = {
  ...sample,
  vm: { vcpus: 2, features: null, phase: 'unknown', vmm: null },
  attached: {
    readAt: '2026-11-29T17:00:00.000Z',
    despiteFilters: true,
    stops: [
      { vcpu: 0, stops: 1, lastUs: 312.4, medianUs: 312.4, p99Us: 312.4 },
      { vcpu: 1, stops: 7, lastUs: 298, medianUs: 301.5, p99Us: 1240.2 },
    ],
  },
  announced: null,
  probe: null,
};
