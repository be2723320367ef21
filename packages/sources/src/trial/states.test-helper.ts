import { writeRank } from '@regscope/catalogs';
import { registerId, type RegisterId } from '@regscope/registers';
import type { OwnedHost } from '../owned-host.ts';
import type { Order } from './load-state.ts';
import type { StateToLoad } from './state-to-load.ts';

/** KVM_REG_ARM64_SVE_VLS. */
export const VLS = registerId(0x6060_0000_0015_ffffn);

/** The order that the kernel's documentation asks for. */
export const inOrder: Order = (ids) => ({
  early: ids.filter((one) => one === VLS),
  late: ids.filter((one) => one !== VLS).toSorted((a, b) => writeRank(a) - writeRank(b)),
});

/** ID registers last. */
export const backwards: Order = (ids) => ({ ...inOrder(ids), late: inOrder(ids).late.toReversed() });

/** Of a fresh VM, which is closed again. */
export async function stateOf(host: OwnedHost, vcpus = 2): Promise<StateToLoad> {
  const { vm } = await host.createVm({ vcpus });
  const { vm: made, registers } = await host.snapshot(vm);
  await host.closeVm(vm);
  return { name: `${host.name}/new`, arch: made.arch, vcpus, features: made.features, registers };
}

/** The state with other values of one register, one per vCPU; the first stands for those that are not given. */
export function having(state: StateToLoad, id: RegisterId, ...values: bigint[]): StateToLoad {
  const registers = state.registers.map((row) =>
    row.id === id ? { ...row, values: row.values.map((_, n) => values[n] ?? values[0] ?? 0n) } : row,
  );
  return { ...state, registers };
}

export async function openVms(host: OwnedHost): Promise<number> {
  return host.withKvm('counting', async ({ kvm }) => (await kvm.hello()).openVms);
}
