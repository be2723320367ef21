// Which recorded hosts would take a VM's registers, as they are and as a plan would make them.
import { featuresOf } from '@regscope/catalogs';
import { followsOf, nameOfBits, plannedWrites, wouldTake, type State, type Taking } from '@regscope/checks';
import type { CaptureSummary, PlanReach } from '@regscope/contract';
import { hex, type Plan, type PlannedWrite } from '@regscope/registers';
import type { Profiles } from '../profiles.ts';
import type { VmToEdit } from './vm-to-edit.ts';

type Registers = State['registers'];

/** Recorded hosts, as they would take a VM. */
export class Takers {
  readonly #profiles: Profiles;

  constructor(profiles: Profiles) {
    this.#profiles = profiles;
  }

  /** For a plan that may be applied; of any other the VM as it is stands for both. */
  async of({ edits }: Plan, { find, snapshot, probed }: VmToEdit): Promise<PlanReach> {
    const writes = plannedWrites(edits, find);
    const follows = probed === undefined ? [] : followsOf(writes, probed);
    const gone = new Set(follows.flatMap(({ id, what }) => (what === 'vanishes' ? [id] : [])));
    const before = snapshot.registers.map(({ id, values }) => ({ id, values: distinct(values) }));
    const after = changed(snapshot.registers, writes).filter(({ id }) => !gone.has(id));
    const hosts = await this.#profiles.all(snapshot.vm.arch, snapshot.vm.features ?? featuresOf(snapshot.registers));
    return {
      hosts: hosts.map(({ summary, target }) => row(summary, wouldTake(target, before), wouldTake(target, after))),
    };
  }
}

function row({ name, kernel, cpu }: CaptureSummary, before: Taking, after: Taking): PlanReach['hosts'][number] {
  const { loads, because, refused } = after;
  return { host: name, kernel, cpu, before: before.loads, after: loads, because, refused: refused.map(wireRefused) };
}

function wireRefused({ id, mask, because }: Taking['refused'][number]): PlanReach['hosts'][number]['refused'][number] {
  return { id: hex(id), name: nameOfBits(id, mask), because };
}

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
