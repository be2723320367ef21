// What is known of recorded hosts, for VMs of certain features: each recording is opened once per choice of features.
import { setImmediate as breath } from 'node:timers/promises';
import { targetOf, type Target } from '@regscope/checks';
import type { CaptureSummary } from '@regscope/contract';
import type { CaptureStore } from '@regscope/sources';

export type Profile = { summary: CaptureSummary; target: Target };

/** Keeps of a capture the small part that answers. */
export class Profiles {
  readonly #captures: CaptureStore;
  readonly #kept = new Map<string, Profile>();

  constructor(captures: CaptureStore) {
    this.#captures = captures;
  }

  /** Those of an architecture that were probed, or of them the named ones. */
  async all(arch: string, features: readonly string[], names?: readonly string[]): Promise<Profile[]> {
    const { captures } = await this.#captures.list();
    const found: Profile[] = [];
    for (const summary of captures) {
      if (summary.arch !== arch || summary.probed === 0 || names?.includes(summary.name) === false) continue;
      const profile = await this.of(summary, features);
      if (profile !== undefined) found.push(profile);
    }
    return found;
  }

  /** Undefined for a recording that cannot be opened any more: the list of captures says why. */
  async of(summary: CaptureSummary, features: readonly string[]): Promise<Profile | undefined> {
    const key = JSON.stringify([summary.name, summary.madeAt, summary.bytes, features.toSorted()]);
    const profile = this.#kept.get(key) ?? (await this.#open(summary, features));
    if (profile === undefined) return undefined;
    this.#kept.delete(key);
    this.#kept.set(key, profile);
    for (const old of [...this.#kept.keys()].slice(0, -MOST_KEPT)) this.#kept.delete(old);
    return profile;
  }

  /** The probed recording of the very host that a VM is or was on: its own, or one of the same kernel and CPU. */
  async like({ name, kernel, cpu, arch }: Pick<CaptureSummary, 'name' | 'kernel' | 'cpu' | 'arch'>) {
    const { captures } = await this.#captures.list();
    const probed = captures.filter((one) => one.probed > 0 && one.arch === arch);
    const isAlike = (one: CaptureSummary) => one.kernel === kernel && one.cpu === cpu;
    return probed.find((one) => one.name === name) ?? probed.find(isAlike);
  }

  async #open(summary: CaptureSummary, features: readonly string[]): Promise<Profile | undefined> {
    // Each may take a tenth of a second: others are served in between.
    await breath();
    const stored = await this.#captures.find(summary.name).catch(() => undefined);
    return stored === undefined ? undefined : { summary, target: targetOf(stored.capture, features) };
  }
}

const MOST_KEPT = 400;
