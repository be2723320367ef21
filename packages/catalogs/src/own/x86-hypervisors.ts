import { series, type MsrRows } from './x86-msr-rows.ts';

const page = '63:12 GPFN ; 0 ENABLE';

// arch/x86/include/uapi/asm/kvm_para.h and Documentation/virt/kvm/x86/msr.rst, Linux 7.3.
const kvm: MsrRows = {
  KVM_WALL_CLOCK: ['KVM clock: where the wall time at boot goes, old number', '63:0 ADDRESS'],
  KVM_SYSTEM_TIME: ['KVM clock: where the system time goes, old number', '63:1 ADDRESS ; 0 ENABLED'],
  KVM_WALL_CLOCK_NEW: ['KVM clock: where the wall time at boot goes', '63:0 ADDRESS'],
  KVM_SYSTEM_TIME_NEW: ['KVM clock: where the system time goes', '63:1 ADDRESS ; 0 ENABLED'],
  KVM_ASYNC_PF_EN: [
    'KVM asynchronous page faults: enable',
    '63:6 ADDRESS ; 3 DELIVERY_AS_INT ; 2 DELIVERY_AS_PF_VMEXIT ; 1 SEND_ALWAYS ; 0 ENABLED',
  ],
  KVM_ASYNC_PF_INT: ['KVM asynchronous page faults: vector', '7:0 VECTOR'],
  KVM_ASYNC_PF_ACK: ['KVM asynchronous page faults: acknowledge', '0 ACK'],
  KVM_STEAL_TIME: ['KVM stolen time: where it goes', '63:6 ADDRESS ; 0 ENABLED'],
  KVM_PV_EOI_EN: ['KVM end of interrupt without an exit', '63:2 ADDRESS ; 0 ENABLED'],
  KVM_POLL_CONTROL: ['KVM: whether the host polls when the guest halts', '0 HOST_POLLING'],
  KVM_MIGRATION_CONTROL: ['KVM: whether an encrypted guest may be migrated', '0 READY'],
};

// Hypervisor Top Level Functional Specification, chapters 2 to 12; include/hyperv/hvgdk_mini.h, Linux 7.3.
const hyperV: MsrRows = {
  HV_X64_MSR_GUEST_OS_ID: [
    'Hyper-V: identity of the guest',
    `63 OPEN_SOURCE | 0 no | 1 yes ; 62:48 VENDOR_ID ? SELF.OPEN_SOURCE == '0' ; 62:56 OS_TYPE ? SELF.OPEN_SOURCE == '1'
     ; 55:48 OS_ID_BY_TYPE ? SELF.OPEN_SOURCE == '1' ; 47:40 OS_ID ? SELF.OPEN_SOURCE == '0'
     ; 39:32 MAJOR ? SELF.OPEN_SOURCE == '0' ; 31:24 MINOR ? SELF.OPEN_SOURCE == '0'
     ; 23:16 SERVICE_PACK ? SELF.OPEN_SOURCE == '0' ; 47:16 VERSION ? SELF.OPEN_SOURCE == '1' ; 15:0 BUILD`,
  ],
  HV_X64_MSR_HYPERCALL: ['Hyper-V: page of hypercalls', '63:12 GPFN ; 1 LOCKED ; 0 ENABLE'],
  HV_X64_MSR_VP_INDEX: ['Hyper-V: index of this processor', '31:0 INDEX'],
  HV_X64_MSR_RESET: ['Hyper-V: reset of the machine', '0 RESET'],
  HV_X64_MSR_VP_RUNTIME: ['Hyper-V: time that this processor ran, in 100 ns'],
  HV_X64_MSR_TIME_REF_COUNT: ['Hyper-V: reference time, in 100 ns'],
  HV_X64_MSR_REFERENCE_TSC: ['Hyper-V: page of the reference time', page],
  HV_X64_MSR_TSC_FREQUENCY: ['Hyper-V: frequency of the time stamp counter, in Hz'],
  HV_X64_MSR_APIC_FREQUENCY: ['Hyper-V: frequency of the local timer, in Hz'],
  HV_X64_MSR_VP_ASSIST_PAGE: ['Hyper-V: assist page of this processor', page],
  HV_X64_MSR_SCONTROL: ['Hyper-V: synthetic interrupts, enable', '0 ENABLE'],
  HV_X64_MSR_SVERSION: ['Hyper-V: synthetic interrupts, version', '31:0 VERSION'],
  HV_X64_MSR_SIEFP: ['Hyper-V: page of event flags', page],
  HV_X64_MSR_SIMP: ['Hyper-V: page of messages', page],
  HV_X64_MSR_EOM: ['Hyper-V: end of a message'],
  ...series(16, (n) => [
    `HV_X64_MSR_SINT${n}`,
    `Hyper-V: synthetic interrupt ${n}`,
    '18 POLLING ; 17 AUTO_EOI ; 16 MASKED ; 7:0 VECTOR',
  ]),
  ...series(4, (n) => [
    `HV_X64_MSR_STIMER${n}_CONFIG`,
    `Hyper-V: synthetic timer ${n}, configuration`,
    '19:16 SINTX ; 12 DIRECT_MODE ; 11:4 APIC_VECTOR ; 3 AUTO_ENABLE ; 2 LAZY ; 1 PERIODIC ; 0 ENABLE',
  ]),
  ...series(4, (n) => [`HV_X64_MSR_STIMER${n}_COUNT`, `Hyper-V: synthetic timer ${n}, expiry or period in 100 ns`]),
  ...series(5, (n) => [`HV_X64_MSR_CRASH_P${n}`, `Hyper-V: crash of the guest, parameter ${n}`]),
  HV_X64_MSR_CRASH_CTL: ['Hyper-V: crash of the guest, control', '63 CRASH_NOTIFY ; 62 CRASH_NOTIFY_MSG'],
  HV_X64_MSR_REENLIGHTENMENT_CONTROL: [
    'Hyper-V: interrupt after a migration',
    '63:32 TARGET_VP ; 16 ENABLED ; 7:0 VECTOR',
  ],
  HV_X64_MSR_TSC_EMULATION_CONTROL: ['Hyper-V: emulation of the time stamp counter, control', '0 ENABLED'],
  HV_X64_MSR_TSC_EMULATION_STATUS: ['Hyper-V: emulation of the time stamp counter, status', '0 IN_PROGRESS'],
  HV_X64_MSR_TSC_INVARIANT_CONTROL: ['Hyper-V: invariant time stamp counter', '0 EXPOSE_INVARIANT_TSC'],
  HV_X64_MSR_SYNDBG_CONTROL: ['Hyper-V: synthetic debugger, control'],
  HV_X64_MSR_SYNDBG_STATUS: ['Hyper-V: synthetic debugger, status'],
  HV_X64_MSR_SYNDBG_SEND_BUFFER: ['Hyper-V: synthetic debugger, page to send'],
  HV_X64_MSR_SYNDBG_RECV_BUFFER: ['Hyper-V: synthetic debugger, page received'],
  HV_X64_MSR_SYNDBG_PENDING_BUFFER: ['Hyper-V: synthetic debugger, page of pending data'],
  HV_X64_MSR_SYNDBG_OPTIONS: ['Hyper-V: synthetic debugger, options', '2 USE_HCALLS'],
};

/** MSRs that no processor has: KVM's own, and those of Hyper-V that KVM imitates. */
export const x86Hypervisors: MsrRows = { ...kvm, ...hyperV };
