import { Type, type Static } from 'typebox';

/** Programs by whose rules a VM is restored; `kvm` is nobody in particular. */
export const Vmm = Type.Enum(['kvm', 'qemu', 'firecracker', 'cloud-hypervisor']);
export type Vmm = Static<typeof Vmm>;
export const vmmNames: readonly Vmm[] = ['kvm', 'qemu', 'firecracker', 'cloud-hypervisor'];

/** `10.2`, `11.1.3` */
export const VmmVersion = Type.String({ pattern: '^[0-9]{1,4}([.][0-9]{1,4}){0,3}$' });
