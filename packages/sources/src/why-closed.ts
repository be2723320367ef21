// For tests above this package, which may not import kvm.
export { whyClosed } from '@regscope/kvm/test-files';
