import type { VmFeatures } from '@regscope/contract';

type Version = VmFeatures['version'];

/** `Armv8.3-A lacks FEAT_PAuth, FEAT_JSCVT`. Empty where nothing keeps the VM from the next version, or there is none. */
export function versionGap({ next, lacks, unread }: Version): string {
  if (next === null) return '';
  const parts = [
    ...(lacks.length === 0 ? [] : [`lacks ${lacks.join(', ')}`]),
    ...(unread.length === 0 ? [] : [`cannot be told without ${unread.join(', ')}`]),
  ];
  return parts.length === 0 ? '' : `${next} ${parts.join(' and ')}`;
}

/** The features of the gap by their plain names: `not FEAT_X` is one that must not be there. */
export function missingFor({ next, lacks, unread }: Version): string[] {
  return next === null ? [] : [...lacks, ...unread].map((name) => name.replace(/^not /, ''));
}
