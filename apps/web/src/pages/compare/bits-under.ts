// In which bits a register is not the same everywhere, and what each side has there.
import type { VmComparison } from '@regscope/contract';
import { registerId, sizeInBytes } from '@regscope/registers';

type Difference = VmComparison['differences'][number];

export type SideBits = { kind: 'value'; value: bigint } | { kind: 'unreadable' } | { kind: 'absent' };

export type BitsUnder = {
  bits: number;
  /** The bits that differ between the sides on this vCPU. */
  marks: bigint;
  vcpu: number;
  /** vCPUs differ among themselves, so that it matters which one is drawn. */
  isOneOfMany: boolean;
  sides: readonly SideBits[];
};

/** Of the first vCPU on which the sides differ; undefined where no two values do, such as for what one side alone lists. */
export function bitsUnder({ id, mask, values }: Pick<Difference, 'id' | 'mask' | 'values'>): BitsUnder | undefined {
  const most = Math.max(0, ...values.map((all) => all?.length ?? 0));
  const compared = BigInt(mask);
  for (let vcpu = 0; vcpu < most; vcpu++) {
    const marks = differingBits(values.map((all) => all?.[vcpu])) & compared;
    if (marks === 0n) continue;
    return {
      bits: (sizeInBytes(registerId(BigInt(id))) ?? 8) * 8,
      marks,
      vcpu,
      isOneOfMany: values.some((all) => new Set(all ?? []).size > 1),
      sides: values.map((all) => sideBits(all, vcpu)),
    };
  }
  return undefined;
}

function differingBits(values: readonly (string | null | undefined)[]): bigint {
  const read = values.flatMap((value) => (value === undefined || value === null ? [] : [BigInt(value)]));
  return read.reduce((bits, value) => bits | (value ^ (read[0] ?? 0n)), 0n);
}

function sideBits(all: readonly (string | null)[] | null, vcpu: number): SideBits {
  const value = all?.[vcpu];
  if (value === undefined) return { kind: 'absent' };
  return value === null ? { kind: 'unreadable' } : { kind: 'value', value: BigInt(value) };
}
