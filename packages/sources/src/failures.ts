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

const coreCodes: Readonly<Record<string, ErrorCode>> = {
  RS_NO_SUCH_VM: 'NO_SUCH_VM',
  RS_NO_SUCH_VCPU: 'NO_SUCH_VCPU',
  RS_TOO_MANY: 'TOO_MANY',
  RS_REPLY_TOO_BIG: 'TOO_MANY',
};
