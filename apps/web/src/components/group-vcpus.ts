import { unreachable } from '@regscope/registers';
import type { RegisterRow } from '@regscope/contract';

/** What one or more vCPUs answered: a value, a refusal, or that the register is not there. */
export type Outcome = { kind: 'value'; value: string } | { kind: 'refused'; errno: string } | { kind: 'absent' };

export type VcpuGroup = { outcome: Outcome; vcpus: readonly number[] };

/** What a vCPU answered for a register. */
export function outcomeOf(row: Pick<RegisterRow, 'values' | 'errors'>, vcpu: number): Outcome {
  const value = row.values[vcpu];
  if (value !== null && value !== undefined) return { kind: 'value', value };
  const error = row.errors[vcpu] ?? 'absent';
  return error === 'absent' ? { kind: 'absent' } : { kind: 'refused', errno: error };
}

/** vCPUs with the same answer together, in the order in which each answer is first met. */
export function groupVcpus(row: Pick<RegisterRow, 'values' | 'errors'>): VcpuGroup[] {
  const groups = new Map<string, { outcome: Outcome; vcpus: number[] }>();
  for (let vcpu = 0; vcpu < row.values.length; vcpu++) {
    const outcome = outcomeOf(row, vcpu);
    const key = outcomeText(outcome);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { outcome, vcpus: [vcpu] });
    else group.vcpus.push(vcpu);
  }
  return [...groups.values()];
}

/** Short text of an answer: the value, the errno, or `absent`. */
export function outcomeText(outcome: Outcome): string {
  switch (outcome.kind) {
    case 'value':
      return outcome.value;
    case 'refused':
      return outcome.errno;
    case 'absent':
      return 'absent';
    default:
      return unreachable(outcome);
  }
}

/** The bits in which the values differ: 1 where at least two of them do. */
export function differingBits(values: readonly bigint[]): bigint {
  const [first = 0n] = values;
  return values.reduce((bits, value) => bits | (value ^ first), 0n);
}
