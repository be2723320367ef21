/** A descriptor of KVM, by what /proc/PID/fd/N leads to (virt/kvm/kvm_main.c, 6.18). Kernels before 4.15 do not number vCPUs there. */
export type KvmLink = { kind: 'vm' } | { kind: 'vcpu'; id: number | null } | { kind: 'vcpu-stats'; id: number | null };

/** Undefined for everything that is none. Names of files begin with a slash, so no file can pass for one. */
export function parseLink(target: string): KvmLink | undefined {
  const [, name, number] =
    /^anon_inode:(?:\[)?(kvm-vm|kvm-vcpu|kvm-vcpu-stats)(?::(\d{1,10}))?(?:\])?$/.exec(target) ?? [];
  const id = number === undefined ? null : Number(number);
  if (name === 'kvm-vcpu') return { kind: 'vcpu', id };
  if (name === 'kvm-vcpu-stats') return { kind: 'vcpu-stats', id };
  return name === 'kvm-vm' && id === null ? { kind: 'vm' } : undefined;
}
