/* SPDX-License-Identifier: Apache-2.0 */
/* See checked-call.h. Offsets: general 0, general_after 256, below 512, below_after 640, parts 768, image 832. */
    .text
    .globl checked_run
    .type checked_run, %function

#if defined(__x86_64__)
#define AFTER 256
#define BELOW 512
#define BELOW_AFTER 640
#define PARTS 768
#define IMAGE 832
#define IMAGE_AFTER (832 + 16384)

/* rdi = descriptor, rsi = struct, rdx = command */
checked_run:
    push %rbx
    push %rbp
    push %r12
    push %r13
    push %r14
    push %r15
    push %rdx
    push %rsi
    .set word, 0
    .rept 16
    mov BELOW + 8 * word(%rsi), %rax
    mov %rax, -128 + 8 * word(%rsp)
    .set word, word + 1
    .endr
    mov PARTS(%rsi), %eax
    mov PARTS + 4(%rsi), %edx
    xrstor64 IMAGE(%rsi)
    mov 0(%rsi), %rbx
    mov 8(%rsi), %rbp
    mov 16(%rsi), %r8
    mov 24(%rsi), %r9
    mov 32(%rsi), %r10
    mov 40(%rsi), %r12
    mov 48(%rsi), %r13
    mov 56(%rsi), %r14
    mov 64(%rsi), %r15
    mov %rdi, 72(%rsi)
    mov 8(%rsp), %rcx
    mov %rcx, 80(%rsi)
    movq $0, 88(%rsi)
    mov %rcx, %rsi
    xor %edx, %edx
    mov $16, %eax
    syscall
    mov (%rsp), %rcx
    mov %rbx, AFTER + 0(%rcx)
    mov %rbp, AFTER + 8(%rcx)
    mov %r8, AFTER + 16(%rcx)
    mov %r9, AFTER + 24(%rcx)
    mov %r10, AFTER + 32(%rcx)
    mov %r12, AFTER + 40(%rcx)
    mov %r13, AFTER + 48(%rcx)
    mov %r14, AFTER + 56(%rcx)
    mov %r15, AFTER + 64(%rcx)
    mov %rdi, AFTER + 72(%rcx)
    mov %rsi, AFTER + 80(%rcx)
    mov %rdx, AFTER + 88(%rcx)
    mov %rax, %rbx
    .set word, 0
    .rept 16
    mov -128 + 8 * word(%rsp), %rax
    mov %rax, BELOW_AFTER + 8 * word(%rcx)
    .set word, word + 1
    .endr
    mov PARTS(%rcx), %eax
    mov PARTS + 4(%rcx), %edx
    xsave64 IMAGE_AFTER(%rcx)
    fninit
    mov %rbx, %rax
    add $16, %rsp
    pop %r15
    pop %r14
    pop %r13
    pop %r12
    pop %rbp
    pop %rbx
    ret
#else
#define AFTER 256
#define IMAGE 832
#define IMAGE_AFTER (832 + 576)

/* x0 = descriptor, x1 = struct, x2 = command. No red zone here (AAPCS64 6.4.5.1 leaves below sp to nobody). */
checked_run:
    stp x29, x30, [sp, #-176]!
    stp x19, x20, [sp, #16]
    stp x21, x22, [sp, #32]
    stp x23, x24, [sp, #48]
    stp x25, x26, [sp, #64]
    stp x27, x28, [sp, #80]
    stp d8, d9, [sp, #96]
    stp d10, d11, [sp, #112]
    stp d12, d13, [sp, #128]
    stp d14, d15, [sp, #144]
    mrs x3, fpcr
    stp x1, x3, [sp, #160]
    add x3, x1, #IMAGE
    ld1 {v0.16b-v3.16b}, [x3], #64
    ld1 {v4.16b-v7.16b}, [x3], #64
    ld1 {v8.16b-v11.16b}, [x3], #64
    ld1 {v12.16b-v15.16b}, [x3], #64
    ld1 {v16.16b-v19.16b}, [x3], #64
    ld1 {v20.16b-v23.16b}, [x3], #64
    ld1 {v24.16b-v27.16b}, [x3], #64
    ld1 {v28.16b-v31.16b}, [x3], #64
    ldp x4, x5, [x3]
    msr fpcr, x4
    msr fpsr, x5
    mov x8, x1
    mov x1, x2
    str x1, [x8, #216]
    mov x2, #0
    ldr x3, [x8, #0]
    ldr x4, [x8, #8]
    ldr x5, [x8, #16]
    ldr x6, [x8, #24]
    ldr x7, [x8, #32]
    ldr x9, [x8, #40]
    ldr x10, [x8, #48]
    ldr x11, [x8, #56]
    ldr x12, [x8, #64]
    ldr x13, [x8, #72]
    ldr x14, [x8, #80]
    ldr x15, [x8, #88]
    ldr x16, [x8, #96]
    ldr x17, [x8, #104]
    ldr x18, [x8, #112]
    ldr x19, [x8, #120]
    ldr x20, [x8, #128]
    ldr x21, [x8, #136]
    ldr x22, [x8, #144]
    ldr x23, [x8, #152]
    ldr x24, [x8, #160]
    ldr x25, [x8, #168]
    ldr x26, [x8, #176]
    ldr x27, [x8, #184]
    ldr x28, [x8, #192]
    ldr x29, [x8, #200]
    ldr x30, [x8, #208]
    mov x8, #29
    svc #0
    stp x0, x1, [sp, #-16]!
    ldr x0, [sp, #176]
    str x3, [x0, #AFTER + 0]
    str x4, [x0, #AFTER + 8]
    str x5, [x0, #AFTER + 16]
    str x6, [x0, #AFTER + 24]
    str x7, [x0, #AFTER + 32]
    str x9, [x0, #AFTER + 40]
    str x10, [x0, #AFTER + 48]
    str x11, [x0, #AFTER + 56]
    str x12, [x0, #AFTER + 64]
    str x13, [x0, #AFTER + 72]
    str x14, [x0, #AFTER + 80]
    str x15, [x0, #AFTER + 88]
    str x16, [x0, #AFTER + 96]
    str x17, [x0, #AFTER + 104]
    str x18, [x0, #AFTER + 112]
    str x19, [x0, #AFTER + 120]
    str x20, [x0, #AFTER + 128]
    str x21, [x0, #AFTER + 136]
    str x22, [x0, #AFTER + 144]
    str x23, [x0, #AFTER + 152]
    str x24, [x0, #AFTER + 160]
    str x25, [x0, #AFTER + 168]
    str x26, [x0, #AFTER + 176]
    str x27, [x0, #AFTER + 184]
    str x28, [x0, #AFTER + 192]
    str x29, [x0, #AFTER + 200]
    str x30, [x0, #AFTER + 208]
    str x1, [x0, #AFTER + 216]
    add x3, x0, #IMAGE_AFTER
    st1 {v0.16b-v3.16b}, [x3], #64
    st1 {v4.16b-v7.16b}, [x3], #64
    st1 {v8.16b-v11.16b}, [x3], #64
    st1 {v12.16b-v15.16b}, [x3], #64
    st1 {v16.16b-v19.16b}, [x3], #64
    st1 {v20.16b-v23.16b}, [x3], #64
    st1 {v24.16b-v27.16b}, [x3], #64
    st1 {v28.16b-v31.16b}, [x3], #64
    mrs x4, fpcr
    mrs x5, fpsr
    stp x4, x5, [x3]
    ldr x3, [sp, #184]
    msr fpcr, x3
    ldp x0, x1, [sp], #16
    ldp d14, d15, [sp, #144]
    ldp d12, d13, [sp, #128]
    ldp d10, d11, [sp, #112]
    ldp d8, d9, [sp, #96]
    ldp x27, x28, [sp, #80]
    ldp x25, x26, [sp, #64]
    ldp x23, x24, [sp, #48]
    ldp x21, x22, [sp, #32]
    ldp x19, x20, [sp, #16]
    ldp x29, x30, [sp], #176
    ret
#endif
    .size checked_run, . - checked_run
    .section .note.GNU-stack, "", %progbits
