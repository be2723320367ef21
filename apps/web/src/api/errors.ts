// How an error looks to a person, decided once: every failed query and mutation comes through here.
import { RegscopeError, type ErrorCode, type ErrorDetails } from '@regscope/contract';
import { sentence } from '../ui/sentence.ts';

/** What a page shows of a failure. `remedy` is what the reader can do about it; empty where nothing can be said. */
export type ShownError = { title: string; message: string; remedy: string; code: string; details: ErrorDetails };

export function explainError(error: unknown): ShownError {
  if (error instanceof RegscopeError) {
    const { title, remedy } = explanations[error.code];
    return { title, message: sentence(error.message), remedy, code: error.code, details: error.details };
  }
  if (error instanceof TypeError)
    return {
      title: 'regscope does not answer',
      message: 'The server could not be reached.',
      remedy: 'It may have been stopped: start it again with npm start. This page goes on by itself.',
      code: 'UNREACHABLE',
      details: { because: error.message },
    };
  const message = error instanceof Error ? error.message : String(error);
  return { title: 'The page made a mistake', message, remedy: 'Load the page again.', code: 'PAGE', details: {} };
}

export function hasCode(error: unknown, code: ErrorCode): boolean {
  return error instanceof RegscopeError && error.code === code;
}

/** Whether it says that a VM is not there, or not any more. */
export function isGone(error: unknown): boolean {
  return hasCode(error, 'NO_SUCH_VM') || hasCode(error, 'NO_SUCH_HOST') || hasCode(error, 'HOST_GONE');
}

const explanations = {
  BAD_REQUEST: { title: 'The request was refused', remedy: 'Load the page again: it may be older than the server.' },
  NOT_SIGNED_IN: { title: 'Not signed in', remedy: 'Ask for a new sign-in link in a terminal.' },
  LINK_SPENT: { title: 'This sign-in link is spent', remedy: 'Ask for a new sign-in link in a terminal.' },
  FOREIGN_ORIGIN: { title: 'Refused: another site', remedy: 'Open regscope under the address that it printed.' },
  NOT_ALLOWED: { title: 'Not allowed', remedy: 'Ask an admin for a sign-in link with that role.' },
  WRONG_TYPE: { title: 'The request was refused', remedy: 'Load the page again: it may be older than the server.' },
  TOO_MANY_REQUESTS: { title: 'Too many requests', remedy: 'Wait a moment, then try again.' },
  NO_SUCH_ROUTE: { title: 'No such address', remedy: 'Load the page again: it may be older than the server.' },
  NO_SUCH_HOST: { title: 'No such host', remedy: 'Go to the hosts and choose another.' },
  NO_SUCH_VM: { title: 'This VM is gone', remedy: 'Go to the hosts and create or choose another.' },
  NO_SUCH_VCPU: { title: 'No such vCPU', remedy: 'Choose a vCPU that the VM has.' },
  NO_SUCH_REGISTER: { title: 'No such register', remedy: 'Check the id or the encoding.' },
  NO_SUCH_FIELD: { title: 'No such field', remedy: 'Check the name: the message lists those that there are.' },
  NO_SUCH_FEATURE: { title: 'Feature not offered', remedy: 'Leave the feature out, or use another host.' },
  NO_SUCH_CAPTURE: { title: 'No such capture', remedy: 'It may have been renamed or removed: look at the list.' },
  BAD_CAPTURE: { title: 'The file cannot be read', remedy: 'Nothing of it was kept.' },
  NAME_TAKEN: { title: 'The name is taken', remedy: 'Choose another name.' },
  NOT_YOURS: { title: 'This comes with regscope', remedy: 'Download it, and upload it under another name.' },
  NO_SUCH_TOKEN: { title: 'No such token', remedy: 'It may have been revoked: look at the list.' },
  NO_SUCH_SESSION: { title: 'No such session', remedy: 'It may have ended: look at the list.' },
  AUDIT_FAILED: {
    title: 'The audit log cannot be written',
    remedy: 'Nothing was done: make room on its disk, or mend its folder.',
  },
  RECORDED: { title: 'This is a recording', remedy: 'Make a VM on a live host instead.' },
  VM_STARTED: { title: 'The VM has run', remedy: 'Make a new VM: registers are changed before the first run only.' },
  PHASE_UNKNOWN: {
    title: 'Nobody knows whether the VM has run',
    remedy:
      'Let regscope look at debugfs (as root, mounted at /sys/kernel/debug), or make a VM of your own on the hosts page.',
  },
  NOT_EDITABLE: { title: 'This VM is not changed', remedy: 'Make a VM of your own on the hosts page.' },
  NEEDS_ATTACH: {
    title: 'This VM belongs to another process',
    remedy: 'Attach to it on its page, or look at what can be seen without stopping it.',
  },
  ATTACH_REFUSED: { title: 'Not attached', remedy: '' },
  PLAN_STALE: {
    title: 'The VM has changed meanwhile',
    remedy: 'Look at the new values, then stage the changes again.',
  },
  PLAN_REFUSED: { title: 'The plan cannot be applied', remedy: 'Correct or drop the changes that are named.' },
  NO_SUCH_ATTEMPT: { title: 'Nothing to take back', remedy: 'Look at the audit log for what was applied.' },
  HOST_UNAVAILABLE: { title: 'The host cannot be used', remedy: '' },
  HOST_BUSY: { title: 'The host is starting or stopping', remedy: 'Wait until it is ready.' },
  HOST_GONE: { title: 'The host ended', remedy: 'Start it again on the hosts page; its VMs are gone with it.' },
  HOST_TIMED_OUT: {
    title: 'The host did not answer in time',
    remedy: 'Start it again on the hosts page; its VMs are gone.',
  },
  BROKEN_ANSWER: { title: 'A broken answer', remedy: 'Try again; the log of the server has the details.' },
  KERNEL_REFUSED: { title: 'KVM refused', remedy: '' },
  CORE_REFUSED: { title: 'regscope refused', remedy: '' },
  TOO_MANY: { title: 'Too many', remedy: 'Close VMs that you no longer need, or ask for less.' },
  SERVER_GONE: {
    title: 'The server does not answer',
    remedy: 'Look at the terminal where regscope was started; npm start starts it again.',
  },
  INTERRUPTED: { title: 'Interrupted', remedy: 'Try again.' },
  BUSY_PORT: { title: 'The port is taken', remedy: 'Choose another port.' },
  CANNOT_LISTEN: { title: 'The address cannot be listened on', remedy: 'Choose another address.' },
  INTERNAL: { title: 'A mistake in regscope', remedy: 'The log of the server has the details.' },
} satisfies Record<ErrorCode, { title: string; remedy: string }>;
