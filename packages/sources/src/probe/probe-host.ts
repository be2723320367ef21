import type { Probe } from '@regscope/captures';
import { KvmError, type Feature } from '@regscope/kvm';
import { inRoom, lookAt, type Bench } from './bench.ts';
import { probeShape, probeVariant } from './probe-shape.ts';

/**
 * Finds out what a host takes: everything of VMs with the chosen features, then what changes with each feature left out or added. Rejects
 * with a KvmError when the host goes, and with what aborted the signal.
 */
export async function probeHost(bench: Bench, chosen: readonly string[], offered: readonly Feature[]): Promise<Probe> {
  const began = performance.now();
  const variants = variantsOf(chosen, offered);
  const at = (n: number): Bench => ({
    ...bench,
    tell: (step) => bench.tell(`shape ${n + 1} of ${variants.length + 1}: ${step}`),
  });
  const shapes = [await inRoom(await lookAt(at(0), chosen), probeShape)];
  const unmakeable: Probe['unmakeable'] = [];
  for (const [n, features] of variants.entries()) {
    const look = await lookAt(at(n + 1), features).catch(refusal);
    if (typeof look === 'string') unmakeable.push({ features, because: look });
    else shapes.push(await inRoom(look, probeVariant));
  }
  return { seconds: Math.round((performance.now() - began) / 100) / 10, shapes, unmakeable };
}

/** Why the kernel makes no VM with these features, though it offers each. */
function refusal(error: unknown): string {
  if (error instanceof KvmError && error.failure.kind === 'kernel') return error.message;
  throw error;
}

/** Each chosen feature off, each other one on, and next to none at all: alone and with each of the others. */
function variantsOf(chosen: readonly string[], offered: readonly Feature[]): string[][] {
  const there = offered.filter((feature) => feature.offered);
  const off = chosen
    .filter((name) => !isNeeded(name, chosen, there))
    .map((name) => chosen.filter((one) => one !== name));
  const on = there
    .filter(({ name, needs }) => !chosen.includes(name) && (needs === null || chosen.includes(needs)))
    .map(({ name }) => [...chosen, name]);
  const bare = there.filter(({ name }) => name === 'psci').map(({ name }) => name);
  const alone = there
    .filter(({ name, needs }) => !bare.includes(name) && needs === null)
    .map(({ name }) => [...bare, name]);
  const all = new Map([...off, ...on, bare, ...alone].map((features) => [features.toSorted().join(), features]));
  all.delete(chosen.toSorted().join());
  return [...all.values()];
}

function isNeeded(name: string, chosen: readonly string[], features: readonly Feature[]): boolean {
  return features.some((feature) => chosen.includes(feature.name) && feature.needs === name);
}
