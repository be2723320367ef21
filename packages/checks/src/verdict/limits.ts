/** What else a migration takes along, which registers say nothing of (Documentation/virt/kvm/api.rst and devices/, Linux 7.3). */
export const limits: readonly string[] = [
  'guest memory, and memory tags',
  'whether a vCPU runs (KVM_GET_MP_STATE), and pending SErrors (KVM_GET_VCPU_EVENTS)',
  'the interrupt controller: its registers, line levels, ITS tables, pending LPIs',
  'attributes of the PMU (interrupt, filter, which PMU), PPIs of timers, the address of stolen time',
  'what was set by ioctl: counter offset, SMCCC filter, enabled capabilities, the size of addresses (IPA)',
  'devices, and the rest of what the program that runs the VM keeps',
];
