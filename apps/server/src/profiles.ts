// What is known of recorded hosts, for VMs of certain features: each recording is opened once per choice of features, and the small part of
// it kept that answers.
import { setImmediate as breath } from 'node:timers/promises';
import { targetOf, type BaselineHost, type Target } from '@regscope/checks';
import type { CaptureSummary } from '@regscope/contract';
import type { CaptureStore } from '@regscope/sources';
import { LastUsed } from './last-used.ts';

export type Profile = { summary: CaptureSummary; target: Target };

export class Profiles {
  readonly #captures: CaptureStore;
  readonly #targets = new LastUsed<Target>(MOST_TARGETS);
  readonly #hosts = new LastUsed<BaselineHost['host']>(MOST_HOSTS);

  constructor(captures: CaptureStore) {
    this.#captures = captures;
  }

  /** Those of an architecture that were probed, or of them the named ones. */
  async all(arch: string, features: readonly string[], names?: readonly string[]): Promise<Profile[]> {
    const { captures } = await this.#captures.list();
    const found: Profile[] = [];
    for (const summary of captures) {
      if (summary.arch !== arch || summary.probed === 0 || names?.includes(summary.name) === false) continue;
      const target = await this.of(summary, features);
      if (target !== undefined) found.push({ summary, target });
    }
    return found;
  }

  /** Undefined for a recording that cannot be opened any more: the list of captures says why. */
  async of(summary: CaptureSummary, features: readonly string[]): Promise<Target | undefined> {
    return this.#targets.get(keyOf(summary, features.toSorted()), async () => {
      // Each may take a tenth of a second: others are served in between.
      await breath();
      const stored = await this.#captures.find(summary.name).catch(() => undefined);
      return stored === undefined ? undefined : targetOf(stored.capture, features);
    });
  }

  /** What the recording says of the host itself. Throws a RegscopeError (NO_SUCH_CAPTURE, BAD_CAPTURE). */
  async hostOf(summary: CaptureSummary): Promise<BaselineHost['host']> {
    return this.#hosts.get(keyOf(summary), async () => (await this.#captures.find(summary.name)).capture.host);
  }

  /** The probed recording of the very host that a VM is or was on: its own, or one of the same kernel and CPU. */
  async like({ name, kernel, cpu, arch }: Pick<CaptureSummary, 'name' | 'kernel' | 'cpu' | 'arch'>) {
    const { captures } = await this.#captures.list();
    const probed = captures.filter((one) => one.probed > 0 && one.arch === arch);
    const isAlike = (one: CaptureSummary) => one.kernel === kernel && one.cpu === cpu;
    return probed.find((one) => one.name === name) ?? probed.find(isAlike);
  }
}

/** Some 300 KB each. */
const MOST_TARGETS = 400;
const MOST_HOSTS = 1000;

/** Another recording of the same name is another one. */
function keyOf({ name, madeAt, bytes }: CaptureSummary, features?: readonly string[]): string {
  return JSON.stringify([name, madeAt, bytes, features]);
}
