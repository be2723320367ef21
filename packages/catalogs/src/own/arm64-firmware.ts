import { registerId } from '@regscope/registers';
import type { Entry } from '../entry.ts';

/** Firmware registers (Documentation/virt/kvm/arm/fw-pseudo-registers.rst, Linux 7.3). */
export function arm64Firmware(): Entry[] {
  return rows.map(([low, name, title, ...lines]) => ({
    id: registerId(0x6030_0000_0000_0000n | BigInt(low)),
    name,
    title,
    aliases: [],
    note: notes[name] ?? '',
    source: 'linux 7.3, own',
    layouts: () => [['', ...lines]],
  }));
}

const hostOnly =
  'Nothing is stored: reading tells the state of the host, writing only checks that the host has as much';

const notes: Readonly<Record<string, string>> = {
  PSCI_VERSION: 'Acts on the whole VM',
  SMCCC_ARCH_WORKAROUND_1: hostOnly,
  SMCCC_ARCH_WORKAROUND_2: hostOnly,
  SMCCC_ARCH_WORKAROUND_3: hostOnly,
};

const threeLevels = '3:0 LEVEL | 0000 not available | 0001 available | 0010 not required';
const offered = '| 0 no | 1 yes';

const rows: readonly (readonly [low: number, name: string, title: string, ...lines: string[]])[] = [
  [0x14_0000, 'PSCI_VERSION', 'Version of PSCI that the guest sees', '63:32 res0', '31:16 MAJOR', '15:0 MINOR'],
  [0x14_0001, 'SMCCC_ARCH_WORKAROUND_1', 'Mitigation of CVE-2017-5715 by firmware', '63:4 res0', threeLevels],
  [
    0x14_0002,
    'SMCCC_ARCH_WORKAROUND_2',
    'Mitigation of CVE-2018-3639 by firmware',
    '63:5 res0',
    '4 ENABLED | 0 off | 1 on',
    '3:0 LEVEL | 0000 not available | 0001 unknown | 0010 available | 0011 not required',
  ],
  [0x14_0003, 'SMCCC_ARCH_WORKAROUND_3', 'Mitigation of CVE-2022-23960 by firmware', '63:4 res0', threeLevels],
  [0x16_0000, 'STD_BMAP', 'Standard services offered to the guest', '63:1 res0', `0 TRNG_V1_0 ${offered}`],
  [0x16_0001, 'STD_HYP_BMAP', 'Standard hypervisor services offered to the guest', '63:1 res0', `0 PV_TIME ${offered}`],
  [
    0x16_0002,
    'VENDOR_HYP_BMAP',
    'Hypervisor services of KVM offered to the guest',
    '63:2 res0',
    `1 PTP ${offered}`,
    `0 FUNC_FEAT ${offered}`,
  ],
  [
    0x16_0003,
    'VENDOR_HYP_BMAP_2',
    'Hypervisor services of KVM offered to the guest, from number 64',
    '63:2 res0',
    `1 DISCOVER_IMPL_CPUS ${offered}`,
    `0 DISCOVER_IMPL_VER ${offered}`,
  ],
];
