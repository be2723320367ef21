import { RegscopeError, type SideToCompare } from '@regscope/contract';
import type { Snapshot, StateToLoad } from '@regscope/sources';

/** `features` stand for those that the VM was made with. Throws a RegscopeError of code KERNEL_REFUSED for a VM that does not list itself. */
export function stateOf(snapshot: Snapshot, side: SideToCompare, features: readonly string[] | undefined): StateToLoad {
  const { vm, registers, listErrors } = snapshot;
  const name = 'file' in side ? side.file : `${vm.host}/${vm.vm}`;
  const vcpu = listErrors.findIndex((one) => one !== null);
  const errno = listErrors[vcpu] ?? null;
  if (errno !== null)
    throw new RegscopeError(
      'KERNEL_REFUSED',
      `${name} cannot be tried: KVM_GET_REG_LIST of its vCPU ${vcpu} gave ${errno}`,
      { host: vm.host, vm: vm.vm, vcpu, ioctl: 'KVM_GET_REG_LIST', errno },
    );
  return { name, arch: vm.arch, vcpus: vm.vcpus, features: features ?? vm.features, registers };
}
