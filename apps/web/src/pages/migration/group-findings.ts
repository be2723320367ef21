// Findings in the order in which they matter; those of which the same is to be said stand together.
import type { WireFinding } from '@regscope/contract';

export type FindingGroup = { key: string; findings: [WireFinding, ...WireFinding[]] };

export const weights = [
  { weight: 'stops', title: 'Stops it' },
  { weight: 'differs', title: 'Reads otherwise' },
  { weight: 'note', title: 'Of no consequence, or as the host has it' },
] as const;

export function groupFindings(findings: readonly WireFinding[], weight: WireFinding['weight']): FindingGroup[] {
  const groups = new Map<string, FindingGroup>();
  for (const one of findings) {
    if (one.weight !== weight) continue;
    const key = keyOf(one);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { key, findings: [one] });
    else group.findings.push(one);
  }
  return [...groups.values()];
}

/** What is missing as a whole is told by its reason; what has a value of its own, by its bits. */
function keyOf({ kind, errno, because, remedy, id, mask }: WireFinding): string {
  return kind === 'absent' ? `${errno} ${because} ${remedy}` : `${id} ${mask}`;
}

/** `ID_AA64MMFR3_EL1.SCTLRX`; of several fields only the register. */
export function findingName({ name, field }: WireFinding): string {
  return field === null ? name : `${name}.${field}`;
}
