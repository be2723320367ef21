import { registerId } from '@regscope/registers';
import index from '../data/arm64-index.json' with { type: 'json' };
import { arm64Layouts } from './arm64-layouts.ts';
import { arm64Own } from './own/arm64-own.ts';
import type { Entry } from './entry.ts';

/** Every register that KVM/arm64 lists: the generated system registers, and the rest by hand. */
export function arm64Entries(): Entry[] {
  return [...index.registers.map(sysregEntry), ...arm64Own()];
}

/** Swapped when the ABI was made and kept for ever (arch/arm64/kvm/guest.c, Linux 7.3). The name follows what KVM keeps there. */
const swapped: Readonly<Record<string, { name: string; title: string; note: string }>> = {
  df02: {
    name: 'CNTV_CVAL_EL0',
    title: 'Virtual timer compare value',
    note: 'KVM keeps CNTV_CVAL_EL0 under this id, although the encoding is that of CNTVCT_EL0',
  },
  df1a: {
    name: 'CNTVCT_EL0',
    title: 'Virtual counter',
    note: 'KVM keeps CNTVCT_EL0 under this id, although the encoding is that of CNTV_CVAL_EL0',
  },
};

function sysregEntry(row: string): Entry {
  const [, low = '', ownName = '', ownTitle = ''] = /^(\w+) (\S+)(?: (.*))?$/.exec(row) ?? [];
  const swap = swapped[low];
  const name = swap?.name ?? ownName;
  return {
    id: registerId(0x6030_0000_0013_0000n | BigInt(`0x${low}`)),
    name,
    title: swap?.title ?? ownTitle,
    aliases: [`SYS_${name}`],
    note: swap?.note ?? '',
    get source() {
      return arm64Layouts(name).source;
    },
    layouts: () => arm64Layouts(name).layouts,
  };
}
