import type { Edit, Plan } from '@regscope/registers';
import { written, type BaselineSheet, type SheetRegister } from './baseline-sheet.ts';

/**
 * What to write on a fresh VM of one of the hosts: `regscope edit HOST/new --here --plan FILE`. Vector lengths are settled before a VM
 * can be edited, and are not in it.
 */
export function baselinePlan(sheet: BaselineSheet, at: number): { plan: Plan; notes: string[] } {
  const registers = written(sheet);
  const early = registers.filter(({ name }) => name === 'VLS');
  const host = sheet.hosts[at];
  return {
    plan: {
      target: {
        host: host?.name ?? '',
        vm: 'new',
        createdAt: '',
        kernel: host?.kernel ?? '',
        arch: host?.arch ?? 'arm64',
      },
      edits: registers.flatMap((one) => (early.includes(one) ? [] : editOf(one, at))),
    },
    notes: early.map(
      ({ name }) => `${name} is written before KVM_ARM_VCPU_FINALIZE, which no edit of a VM comes before`,
    ),
  };
}

function editOf({ id, fields, own }: SheetRegister, at: number): Edit[] {
  const before = own[at];
  if (before === null || before === undefined) return [];
  let [mask, to] = [0n, 0n];
  for (const { seg, value, own: all } of fields) {
    if (value === null || value === all[at]) continue;
    mask |= ((1n << BigInt(seg[0] - seg[1] + 1)) - 1n) << BigInt(seg[1]);
    to |= value << BigInt(seg[1]);
  }
  return mask === 0n ? [] : [{ id, vcpu: null, mask, from: before & mask, to }];
}
