// Answers for tests: each feature is decided by one field of its own name.
import type { VmFeatures } from '@regscope/contract';

export function featuresOf(
  answers: Readonly<Record<string, boolean | null>>,
  of: Partial<VmFeatures> = {},
): VmFeatures {
  return {
    host: 'lab:6.12:max',
    vm: '1',
    arch: 'arm64',
    version: { version: 'Armv8.0-A', next: 'Armv8.1-A', lacks: ['FEAT_VHE'], unread: [], untold: [] },
    features: Object.entries(answers).map(([name, answer]) => ({
      name,
      answer,
      fields: [{ name: `ID_AA64PFR0_EL1.${name.slice(5)}`, value: answer === null ? null : answer ? '0x1' : '0x0' }],
    })),
    ...of,
  };
}
