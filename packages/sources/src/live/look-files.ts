/** Where this machine tells of its processes, of KVM's insides, and of what is installed. */
export type LookFiles = {
  /** /proc */
  proc: string;
  /** /sys/kernel/debug/kvm */
  debug: string;
  /** /var/lib/dpkg */
  dpkg: string;
};

export const lookFiles: LookFiles = { proc: '/proc', debug: '/sys/kernel/debug/kvm', dpkg: '/var/lib/dpkg' };
