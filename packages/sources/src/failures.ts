import { KvmError } from '@regscope/kvm';
import { RegscopeError, type ErrorCode, type ErrorDetails } from '@regscope/contract';
import { unreachable } from '@regscope/registers';

/** What a failed operation was about, for the details of its error. */
export type Where = { host: string; vm?: string; doing: string };

/** Turns what KVM's side threw into the error that people and programs get. Other errors pass as they are. */
export function asRegscopeError(error: unknown, where: Where): unknown {
  if (!(error instanceof KvmError)) return error;
  const { doing, ...rest } = where;
  const details: ErrorDetails = { ...rest };
  const { failure } = error;
  const at = where.vm === undefined ? where.host : `${where.host}/${where.vm}`;
  switch (failure.kind) {
    case 'kernel':
      return new RegscopeError('KERNEL_REFUSED', `${doing} on ${at}: ${failure.call} gave ${failure.errno}`, {
        ...details,
        ioctl: failure.call,
        errno: failure.errno,
      });
    case 'core':
      if (failure.refusal === 'RS_TOO_MANY')
        return new RegscopeError(
          'TOO_MANY',
          `${doing} on ${at}: a host takes 64 VMs, a VM 512 vCPUs, a request 8192 registers; close what is not needed`,
          details,
        );
      return new RegscopeError(coreCodes[failure.refusal] ?? 'CORE_REFUSED', `${doing} on ${at}: ${error.message}`, {
        ...details,
        refusal: failure.refusal,
      });
    case 'gone':
      return new RegscopeError('HOST_GONE', `${doing} on ${at}: ${error.message}; its VMs are gone`, details);
    case 'timeout':
      return new RegscopeError(
        'HOST_TIMED_OUT',
        `${doing} on ${at}: ${error.message}; the host was ended, its VMs are gone`,
        details,
      );
    case 'broken':
      return new RegscopeError(
        'BROKEN_ANSWER',
        `${doing} on ${at}: ${error.message}; the host was ended, its VMs are gone`,
        details,
      );
    default:
      return unreachable(failure);
  }
}

/** Does the work; what it throws leaves as `asRegscopeError` has it. */
export async function doingAt<T>(where: Where, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw asRegscopeError(error, where);
  }
}

const coreCodes: Readonly<Record<string, ErrorCode>> = {
  RS_NO_SUCH_VM: 'NO_SUCH_VM',
  RS_NO_SUCH_VCPU: 'NO_SUCH_VCPU',
  RS_REPLY_TOO_BIG: 'TOO_MANY',
};

/** Why a host without a usable /dev/kvm cannot be used, and what to do. `errno` is what opening it gave. */
export function cannotOpen(host: string, errno: string): RegscopeError {
  const remedies: Readonly<Record<string, string>> = {
    ENOENT:
      'there is no /dev/kvm: virtualization is off in the firmware, the kvm module is not loaded, or this is a VM without nested virtualization. Lab hosts work without it',
    EACCES: '/dev/kvm may not be opened: add yourself to its group (sudo usermod -aG kvm "$USER") and log in again',
    EPERM:
      '/dev/kvm may not be opened: a container or sandbox forbids it; pass the device in (for Docker: --device /dev/kvm)',
  };
  return new RegscopeError('HOST_UNAVAILABLE', remedies[errno] ?? `opening /dev/kvm gave ${errno}`, { host, errno });
}

/** The C library or the agent is of another build than this program. */
export function stale(host: string, version: number): RegscopeError {
  return new RegscopeError(
    'HOST_UNAVAILABLE',
    `the C core speaks version ${version} of the protocol, which this regscope does not; build it anew with: make -C native clean all`,
    { host },
  );
}

/** `kind`: the state that the host is in. */
export function hostGone(host: string, vm: string, kind: string): RegscopeError {
  return new RegscopeError('HOST_GONE', `${vm} of ${host} is gone: the host is ${kind}`, { host, vm });
}

export function noSuchVcpu(host: string, { vm, vcpus }: { vm: string; vcpus: number }, vcpu: number): RegscopeError {
  const message = `${host}/${vm} has vCPUs 0 to ${vcpus - 1}, not ${vcpu}`;
  return new RegscopeError('NO_SUCH_VCPU', message, { host, vm, vcpu });
}
