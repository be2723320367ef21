import { outcomeText, type VcpuGroup } from '../../components/group-vcpus.ts';

/** vCPUs that hold a value, and that value. */
export type ValueGroup = { key: string; value: bigint; vcpus: readonly number[] };

export function valueGroups(groups: readonly VcpuGroup[]): ValueGroup[] {
  return groups.flatMap(({ outcome, vcpus }) =>
    outcome.kind === 'value' ? [{ key: outcomeText(outcome), value: BigInt(outcome.value), vcpus }] : [],
  );
}

/** The group that a vCPU is in. */
export function groupOfVcpu(groups: readonly VcpuGroup[], vcpu: number): ValueGroup | undefined {
  return valueGroups(groups).find(({ vcpus }) => vcpus.includes(vcpu));
}

/** The group whose value is taken apart: the one that was asked for while it is there, else the largest, the first of equals. */
export function chosenGroup(groups: readonly VcpuGroup[], wanted: string | undefined): ValueGroup | undefined {
  const values = valueGroups(groups);
  return values.find(({ key }) => key === wanted) ?? values.toSorted((a, b) => b.vcpus.length - a.vcpus.length)[0];
}
