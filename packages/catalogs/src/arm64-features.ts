import type { FeatureRows } from '@regscope/registers';
import table from '../data/arm64-features.json' with { type: 'json' };

/** Arm's constraints, with a rule of our own for features of which they say what follows, but not when they are there. */
export function arm64Features(): FeatureRows {
  const rows: FeatureRows = table.features;
  const mended = Object.entries(own).map(([name, is]) => [
    name,
    [...(rows[name] ?? []).filter((line) => !line.startsWith('is ')), `is  => ${is}`],
  ]);
  return { ...rows, ...Object.fromEntries(mended) };
}

const level = (el: string, test: string) => `ID_AA64PFR0_EL1.${el} ${test}`;

/** What decides an exception level is its own field (Arm ARM, ID_AA64PFR0_EL1); the others are the manual's text of each field. */
const own: Readonly<Record<string, string>> = {
  FEAT_PAuth: 'FEAT_PACQARMA5 || FEAT_PACIMP || FEAT_PACQARMA3',
  FEAT_UAO: 'ID_AA64MMFR2_EL1.UAO >= 1',
  FEAT_S2FWB: 'ID_AA64MMFR2_EL1.FWB >= 1',
  FEAT_SpecSEI: 'FEAT_RAS && ID_AA64MMFR1_EL1.SpecSEI >= 1',
  // Each granule says so for itself, for both stages (Arm ARM, FEAT_LPA2).
  FEAT_LPA2:
    'SInt(ID_AA64MMFR0_EL1.TGran4) >= 1 || ID_AA64MMFR0_EL1.TGran16 >= 2 || ID_AA64MMFR0_EL1.TGran4_2 >= 3 || ID_AA64MMFR0_EL1.TGran16_2 >= 3',
  FEAT_SRMASK: 'ID_AA64MMFR4_EL1.SRMASK >= 1',
  FEAT_AA64: level('EL1', '>= 1'),
  FEAT_AA64EL0: level('EL0', '>= 1'),
  FEAT_AA64EL1: level('EL1', '>= 1'),
  FEAT_AA64EL2: level('EL2', '>= 1'),
  FEAT_AA64EL3: level('EL3', '>= 1'),
  FEAT_EL0: level('EL0', '>= 1'),
  FEAT_EL1: level('EL1', '>= 1'),
  FEAT_EL2: level('EL2', '>= 1'),
  FEAT_EL3: level('EL3', '>= 1'),
  FEAT_AA32: level('EL0', '== 2'),
  FEAT_AA32EL0: level('EL0', '== 2'),
  FEAT_AA32EL1: level('EL1', '== 2'),
  FEAT_AA32EL2: level('EL2', '== 2'),
  FEAT_AA32EL3: level('EL3', '== 2'),
};
