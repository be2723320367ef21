/* SPDX-License-Identifier: Apache-2.0 */
/* Guests of a few instructions: one that leaves all the time, one that waits, one that computes. */
#include <linux/kvm.h>
#include <stdint.h>
#include <string.h>
#include <sys/ioctl.h>

void load_guest(uint8_t *memory);
uint64_t guest_memory_at(void);
void start_guest_at(int vcpu, int kind);

enum { LEAVING = 0, WAITING = 1, COMPUTING = 2, KIND_BYTES = 0x1000 };

#if defined(__x86_64__)
static const uint8_t code[3][16] = {
    [LEAVING] = {0xb9, 0x00, 0x04, 0x49, 0x75, 0xfd, 0xe6, 0x10, 0xeb, 0xf6}, /* mov $0x400,%cx; 1: dec %cx; jnz 1b; out %al,$0x10; jmp */
    [WAITING] = {0xf4, 0xeb, 0xfd},                                           /* hlt; jmp */
    [COMPUTING] = {0x40, 0xeb, 0xfd},                                         /* inc %ax; jmp */
};
uint64_t guest_memory_at(void) { return 0; }

void start_guest_at(int vcpu, int kind) {
  struct kvm_mp_state state = {KVM_MP_STATE_RUNNABLE};
  struct kvm_sregs segments;
  struct kvm_regs general = {.rip = (uint64_t)(kind + 1) * KIND_BYTES, .rflags = 2};
  ioctl(vcpu, KVM_SET_MP_STATE, &state);
  ioctl(vcpu, KVM_GET_SREGS, &segments);
  segments.cs.base = 0;
  segments.cs.selector = 0;
  segments.ds.base = 0;
  ioctl(vcpu, KVM_SET_SREGS, &segments);
  ioctl(vcpu, KVM_SET_REGS, &general);
}
#else
static const uint32_t code[3][8] = {
    [LEAVING] = {0xd2b00001, 0xd2808000, 0xf1000400, 0x54ffffe1, 0xf9000022, 0x17fffffc}, /* x1=0x80000000; x0=0x400; 1: subs; b.ne 1b; str x2,[x1]; b */
    [WAITING] = {0xd503207f, 0x17ffffff},                                                 /* wfi; b */
    [COMPUTING] = {0x91000442, 0x17ffffff},                                               /* add x2,x2,#1; b */
};
uint64_t guest_memory_at(void) { return 0x40000000; }

void start_guest_at(int vcpu, int kind) {
  uint64_t pc = guest_memory_at() + (uint64_t)(kind + 1) * KIND_BYTES;
  struct kvm_one_reg reg = {.id = 0x6030000000100040ull, .addr = (uintptr_t)&pc};
  ioctl(vcpu, KVM_SET_ONE_REG, &reg);
}
#endif

void load_guest(uint8_t *memory) {
  for (int kind = 0; kind < 3; kind++)
    memcpy(memory + (kind + 1) * KIND_BYTES, code[kind], sizeof code[kind]);
}
