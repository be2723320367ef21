import { unreachable } from '@regscope/registers';
import type { Refusal } from './protocol.ts';

/**
 * Why an operation gave no answer.
 * `kernel`: an ioctl gave an errno. `core`: regscope's C core said no before the kernel was asked. `gone`: the process or machine
 * behind the stream ended. `timeout`: it did not answer in time. `broken`: what it sent is no message.
 */
export type KvmFailure =
  | { kind: 'kernel'; errno: string; call: string }
  | { kind: 'core'; refusal: Refusal }
  | { kind: 'gone'; because: string }
  | { kind: 'timeout'; op: string; afterMs: number }
  | { kind: 'broken'; because: string };

export class KvmError extends Error {
  readonly failure: KvmFailure;

  constructor(failure: KvmFailure) {
    super(sentence(failure));
    this.name = 'KvmError';
    this.failure = failure;
  }
}

function sentence(failure: KvmFailure): string {
  switch (failure.kind) {
    case 'kernel':
      return `${failure.call} gave ${failure.errno}`;
    case 'core':
      return `the request was refused before KVM was asked: ${failure.refusal}`;
    case 'gone':
      return `the KVM process ended: ${failure.because}`;
    case 'timeout':
      return `${failure.op} got no answer within ${failure.afterMs} ms`;
    case 'broken':
      return `the KVM process sent something that is no message: ${failure.because}`;
    default:
      return unreachable(failure);
  }
}
