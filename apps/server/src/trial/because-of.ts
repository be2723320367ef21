import type { Findings } from '@regscope/sources';

/** Why the kernel may have refused, as far as the errno and the list tell (Documentation/virt/kvm/api.rst, 4.68: no exact codes are promised). */
export function becauseOf({
  errno,
  listed,
  keeps,
}: Pick<Findings['failed'][number], 'errno' | 'listed' | 'keeps'>): string {
  if (errno === 'ENOENT' && !listed) return 'no such VM has this register on this kernel';
  if (errno === 'ENOENT') return 'an ID register that was written before hides it';
  if (errno === 'EINVAL' && keeps !== null) return 'the kernel has the register and does not take this value';
  if (errno === 'EINVAL') return 'the kernel does not take it';
  return reasons[errno] ?? 'KVM_SET_ONE_REG refused it';
}

const reasons: Readonly<Record<string, string>> = {
  EPERM: 'it may not be written any more, or not yet',
  EBUSY: 'it may not be written once a vCPU has run',
  RS_BAD_SIZE: 'its id names no size that KVM has',
};
