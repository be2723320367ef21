import type { OwnLabels } from './merge.ts';
import { exceptionClasses } from './own-exception-classes.ts';

const cacheType = {
  '000': 'none',
  '001': 'instruction',
  '010': 'data',
  '011': 'instruction and data',
  '100': 'unified',
};
const tagType = { '00': 'none', '01': 'separate tags', '10': 'unified, same lines', '11': 'unified, separate lines' };
const implemented = { '0000': 'NI', '0001': 'IMP' };
const has = { '0': 'no', '1': 'yes' };
const more = 'that many and one more';
const seeDfr0 = { '00000000': 'as ID_AA64DFR0_EL1 says', '00000001..00111111': more };

const bits4 = (number: number) => number.toString(2).padStart(4, '0');
const thresholdWidth = Object.fromEntries([
  ['0000', 'NI'],
  ...Array.from({ length: 12 }, (_, n) => [bits4(n + 1), n === 0 ? '1 bit' : `${n + 1} bits`]),
]);
const busWidth = Object.fromEntries([
  ['0000', 'not told'],
  ...Array.from({ length: 10 }, (_, n) => [bits4(n + 3), `${4 << n} bytes`]),
]);

const affinity = {
  U: { '0': 'multiprocessor', '1': 'uniprocessor' },
  MT: { '0': 'largely independent', '1': 'interdependent' },
};

const mainId = {
  Implementer: {
    '00000000': 'software',
    '01000001': 'Arm',
    '01000010': 'Broadcom',
    '01000011': 'Cavium',
    '01000100': 'Digital',
    '01000110': 'Fujitsu',
    '01001000': 'HiSilicon',
    '01001001': 'Infineon',
    '01001101': 'Motorola or Freescale',
    '01001110': 'NVIDIA',
    '01010000': 'Applied Micro',
    '01010001': 'Qualcomm',
    '01010011': 'Samsung',
    '01010110': 'Marvell',
    '01100001': 'Apple',
    '01101001': 'Intel',
    '01101101': 'Microsoft',
    '11000000': 'Ampere',
  },
  Architecture: {
    '0001': 'Armv4',
    '0010': 'Armv4T',
    '0011': 'Armv5',
    '0100': 'Armv5T',
    '0101': 'Armv5TE',
    '0110': 'Armv5TEJ',
    '0111': 'Armv6',
    '1111': 'see the ID registers',
  },
};

/** Labels that neither Arm's package (it has none) nor the kernel gives: after the Arm manual, in our words. */
export const ownLabels: OwnLabels = {
  MIDR_EL1: mainId,
  VPIDR_EL2: mainId,
  ID_PFR0_EL1: {
    RAS: { '0000': 'NI', '0001': 'RAS', '0010': 'RASv1p1', '0011': 'RASv2' },
    State1: { '0000': 'NI', '0001': 'Thumb', '0011': 'Thumb-2' },
  },
  ID_PFR1_EL1: { MProgMod: { '0000': 'NI', '0010': 'two stacks' } },
  ID_ISAR6_EL1: { CLRBHB: implemented, SPECRES: { ...implemented, '0010': 'SPECRES2' } },
  ID_MMFR5_EL1: { ETS: { ...implemented, '0010': 'ETS2', '0011': 'ETS3' } },
  ID_AA64PFR0_EL1: { RME: { '0010': 'RME_GPC2', '0011': 'RME_GPC3' } },
  ID_AA64DFR0_EL1: {
    CTX_CMPs: { '0000..1111': more },
    WRPs: { '0001..1111': more },
    BRPs: { '0001..1111': more },
  },
  ID_AA64DFR1_EL1: {
    ABL_CMPs: { '00000000..00111111': more },
    CTX_CMPs: seeDfr0,
    WRPs: seeDfr0,
    BRPs: seeDfr0,
    SYSPMUID: { '00000000..00011111': 'a number' },
  },
  PMMIR_EL1: { SME: has, EDGE: { ...implemented, '0010': 'TH2' }, THWIDTH: thresholdWidth, BUS_WIDTH: busWidth },
  MPAMIDR_EL1: {
    HAS_SDEFLT: has,
    HAS_FORCE_NS: has,
    SP4: has,
    HAS_TIDR: has,
    HAS_ALTSP: has,
    HAS_BW_CTRL: has,
    HAS_HCR: has,
  },
  DCZID_EL0: { DZP: { '0': 'DC ZVA may be used', '1': 'DC ZVA may not be used' } },
  ID_AA64ISAR0_EL1: { TME: implemented },
  ID_AA64MMFR2_EL1: { VARange: { '0000': '48 bits', '0001': '52 bits', '0010': '56 bits' } },
  CTR_EL0: {
    DIC: { '0': 'instruction cache invalidation needed', '1': 'not needed' },
    IDC: { '0': 'data cache clean needed', '1': 'not needed' },
  },
  CLIDR_EL1: {
    'Ctype<n>': cacheType,
    'Ttype<n>': tagType,
    ICB: {
      '000': 'not disclosed',
      '001': 'L1',
      '010': 'L2',
      '011': 'L3',
      '100': 'L4',
      '101': 'L5',
      '110': 'L6',
      '111': 'L7',
    },
  },
  ESR_EL1: { EC: exceptionClasses },
  ESR_EL2: { EC: exceptionClasses },
  MPIDR_EL1: affinity,
  VMPIDR_EL2: affinity,
  VTCR_EL2: { SH0: { '10': 'OUTER' } },
};

/** Values that the kernel's table gives to fields for which Arm's release has other ones: a slip of the pen there. */
export const kernelSlips: Readonly<Record<string, readonly string[]>> = {
  'ID_PFR0_EL1.State1': ['0010'],
  'ID_PFR1_EL1.MProgMod': ['0001'],
  'VTCR_EL2.SH0': ['01'],
};
