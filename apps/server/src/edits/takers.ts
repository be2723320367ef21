// Which recorded hosts would take a VM's registers, as they are and as a plan would make them.
import {
  followsOf,
  featuresOf,
  plannedWrites,
  targetOf,
  wouldTake,
  type Target,
  type State,
  type Taking,
} from '@regscope/checks';
import type { CaptureSummary, PlanReach } from '@regscope/contract';
import { hex, type Known, type Plan, type PlannedWrite } from '@regscope/registers';
import type { CaptureStore } from '@regscope/sources';
import { setImmediate as breath } from 'node:timers/promises';
import { nameOfBits } from './fields-in.ts';
import type { VmToEdit } from './vm-to-edit.ts';

type Registers = State['registers'];
type Recorded = { summary: CaptureSummary; profile: Target };

/** Opens each recording once per choice of features, and keeps the small part of it that answers. */
export class Takers {
  readonly #captures: CaptureStore;
  readonly #kept = new Map<string, Recorded>();

  constructor(captures: CaptureStore) {
    this.#captures = captures;
  }

  /** For a plan that may be applied; of any other the VM as it is stands for both. */
  async of({ edits }: Plan, { find, snapshot, probed }: VmToEdit): Promise<PlanReach> {
    const writes = plannedWrites(edits, find);
    const follows = probed === undefined ? [] : followsOf(writes, probed);
    const gone = new Set(follows.flatMap(({ id, what }) => (what === 'vanishes' ? [id] : [])));
    const before = snapshot.registers.map(({ id, values }) => ({ id, values: distinct(values) }));
    const after = changed(snapshot.registers, writes).filter(({ id }) => !gone.has(id));
    const hosts = await this.#recorded(snapshot.vm.arch, snapshot.vm.features ?? featuresOf(snapshot.registers));
    return {
      hosts: hosts.map(({ summary, profile }) => row(summary, wouldTake(profile, before), wouldTake(profile, after))),
    };
  }

  async #recorded(arch: string, features: readonly string[]): Promise<Recorded[]> {
    const { captures } = await this.#captures.list();
    const found: Recorded[] = [];
    for (const summary of captures) {
      if (summary.arch !== arch || summary.probed === 0) continue;
      const key = JSON.stringify([summary.name, summary.madeAt, summary.bytes, features.toSorted()]);
      const recorded = this.#kept.get(key) ?? (await this.#open(summary, features));
      if (recorded === undefined) continue;
      this.#kept.set(key, recorded);
      found.push(recorded);
    }
    this.#forget();
    return found;
  }

  /** A recording that cannot be opened any more says nothing; the list of captures says why. */
  async #open(summary: CaptureSummary, features: readonly string[]): Promise<Recorded | undefined> {
    // Each takes a tenth of a second: others are served in between.
    await breath();
    const stored = await this.#captures.find(summary.name).catch(() => undefined);
    return stored === undefined ? undefined : { summary, profile: targetOf(stored.capture, features) };
  }

  #forget(): void {
    for (const key of [...this.#kept.keys()].slice(0, -MOST_KEPT)) this.#kept.delete(key);
  }
}

const MOST_KEPT = 200;

function row({ name, kernel, cpu }: CaptureSummary, before: Taking, after: Taking): PlanReach['hosts'][number] {
  const { loads, because, refused } = after;
  return { host: name, kernel, cpu, before: before.loads, after: loads, because, refused: refused.map(wireRefused) };
}

function wireRefused({ id, mask, because }: Taking['refused'][number]): PlanReach['hosts'][number]['refused'][number] {
  return { id: hex(id), name: nameOfBits({ id, value: 0n, mask }, nothing), because };
}

/** Of a host's own registers nothing is known here that would decide which fields there are. */
const nothing: Known = { field: () => undefined, feature: () => 'unknown' };

function changed(registers: VmToEdit['snapshot']['registers'], writes: readonly PlannedWrite[]): Registers {
  return registers.map(({ id, values }) => {
    const meant = writes.filter((write) => write.id === id);
    const after = values.map((value, vcpu) => meant.find(({ seenBy }) => (seenBy ?? vcpu) === vcpu)?.value ?? value);
    return { id, values: distinct(after) };
  });
}

function distinct(values: readonly (bigint | null)[]): bigint[] {
  return [...new Set(values.filter((value) => value !== null))];
}
