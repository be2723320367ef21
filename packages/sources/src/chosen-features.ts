import { RegscopeError } from '@regscope/contract';
import type { Feature } from '@regscope/kvm';

/**
 * The names of the features that a VM gets: those asked for, else the host's default set. Throws a RegscopeError of code NO_SUCH_FEATURE for
 * one that the host does not offer, or that was asked for without the one it needs.
 */
export function chosenFeatures(
  wanted: readonly string[] | undefined,
  known: readonly Feature[],
  host: string,
): string[] {
  const offered = known.filter((one) => one.offered);
  if (wanted === undefined) return offered.filter((one) => one.byDefault).map(({ name }) => name);
  for (const name of wanted) {
    const feature = offered.find((one) => one.name === name);
    const details = { host, feature: name, offered: offered.map((one) => one.name) };
    if (feature === undefined) throw new RegscopeError('NO_SUCH_FEATURE', notOffered(name, known, details), details);
    if (feature.needs !== null && !wanted.includes(feature.needs))
      throw new RegscopeError('NO_SUCH_FEATURE', `${name} needs ${feature.needs} as well`, {
        ...details,
        needs: feature.needs,
      });
  }
  return [...new Set(wanted)];
}

function notOffered(
  name: string,
  known: readonly Feature[],
  { host, offered }: { host: string; offered: string[] },
): string {
  const verb = known.some((one) => one.name === name) ? 'does not offer' : 'knows no feature';
  return `${host} ${verb} ${JSON.stringify(name)}; offered: ${offered.join(', ') || 'none'}`;
}
