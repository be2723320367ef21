import type { CaptureSummary } from '@regscope/contract';
import type { Pair } from './kernel-lines.ts';

/** Why these two cannot be compared; undefined where they can. The server refuses the same. */
export function pairProblem(captures: readonly CaptureSummary[], { from, to }: Pair): string | undefined {
  const [older, newer] = [from, to].map((name) => captures.find((capture) => capture.name === name));
  if (older === undefined || newer === undefined)
    return `There is no capture ${older === undefined ? from : to}. It may have been renamed or removed.`;
  const unprobed = [older, newer].find(({ probed }) => probed === 0);
  if (unprobed !== undefined) return `${unprobed.name} was not probed: capture the host anew with a probe.`;
  if (older.arch !== newer.arch) return `${from} is ${older.arch} and ${to} is ${newer.arch}: they share no registers.`;
  return undefined;
}

/** What else than the kernel differs, so that nobody blames the kernel for it. */
export function otherDifferences(from: CaptureSummary, to: CaptureSummary): string[] {
  const features = [
    ...without(from.features, to.features).map((one) => `−${one}`),
    ...without(to.features, from.features).map((one) => `+${one}`),
  ];
  return [
    ...(from.cpu === to.cpu ? [] : [`the CPU (${from.cpu ?? 'not told'} → ${to.cpu ?? 'not told'})`]),
    ...(features.length === 0 ? [] : [`the VM’s features (${features.join(' ')})`]),
  ];
}

/** Of what was probed, features are always known. */
function without(features: CaptureSummary['features'], others: CaptureSummary['features']): string[] {
  return features?.filter((one) => others?.includes(one) === false) ?? [];
}
