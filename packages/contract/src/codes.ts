/** Every code that an error answer can carry, with what it means. Programs rely on the codes; sentences may change. */
export const codes = {
  BAD_REQUEST: 'the request does not fit the schema of its route',
  NOT_SIGNED_IN: 'no session cookie or token came with the request, or it is no longer good',
  LINK_SPENT: 'the sign-in link was used before, or is too old',
  NOT_ALLOWED: 'the role is not enough; the sentence names the one that is needed and the one that is there',
  FOREIGN_ORIGIN: 'a request that changes something came from another site, or for another host name',
  TOO_MANY_REQUESTS: 'the rate limit was reached',
  WRONG_TYPE: 'the body has another content type than its route takes, which is JSON but for files',
  NO_SUCH_ROUTE: 'the address leads nowhere',
  NO_SUCH_HOST: 'no host has this name',
  NO_SUCH_VM: 'no VM of this host has this name; it may have been closed',
  NO_SUCH_VCPU: 'the VM has no vCPU of this number',
  NO_SUCH_REGISTER: 'the text is no register id, encoding or known name',
  NO_SUCH_FIELD: 'the register has no field of this name',
  NO_SUCH_FEATURE: 'the host does not know, or does not offer, this vCPU feature',
  NO_SUCH_CAPTURE: 'no capture has this name',
  BAD_CAPTURE: 'the file is no capture that this regscope can read; the sentence names the place',
  NAME_TAKEN: 'a capture or token of this name is there already',
  NOT_YOURS: 'what ships with regscope is not changed',
  NO_SUCH_TOKEN: 'no API token has this name',
  NO_SUCH_SESSION: 'no session has this id; it may have ended',
  AUDIT_FAILED: 'the audit log could not be written or read, so nothing was done',
  RECORDED: 'a recording cannot be changed or run',
  VM_STARTED: 'a vCPU of the VM has run: registers are no longer changed',
  PHASE_UNKNOWN: 'nothing tells whether a vCPU of the VM has run, so its registers are not changed',
  NOT_EDITABLE: 'regscope does not change VMs of this kind',
  NEEDS_ATTACH:
    "the registers of another process's VM are read in its own threads alone: attach to it first, which stops each vCPU for a moment",
  ATTACH_REFUSED:
    'the VM of another process was not attached to; details.reason names why in a word, the sentence what to do',
  PLAN_STALE:
    'the VM no longer holds the values that the plan was made from, or is another VM; details name the differences',
  PLAN_REFUSED: 'the plan is not one that may be applied; details name each change that is wrong',
  NO_SUCH_ATTEMPT: 'the audit log has no applied attempt of this name for the VM',
  HOST_UNAVAILABLE: 'the host cannot be used; the sentence says why and what to do',
  HOST_BUSY: 'the host is starting or stopping',
  HOST_GONE: 'the host ended while it was asked; its VMs are gone with it',
  HOST_TIMED_OUT: 'the host did not answer in time and was ended; its VMs are gone with it',
  BROKEN_ANSWER: 'what came back from the host is not an answer: truncated, oversized or malformed',
  KERNEL_REFUSED: 'KVM answered an ioctl with an errno',
  CORE_REFUSED: 'regscope itself refused, before the kernel was asked',
  TOO_MANY: 'more VMs, vCPUs or ids than regscope or the host takes',
  SERVER_GONE: 'the regscope server ended, or cannot be reached any more',
  INTERRUPTED: 'a person or program ended the command before it was done',
  BUSY_PORT: 'another program listens on the port',
  CANNOT_LISTEN: 'the address cannot be listened on',
  INTERNAL: 'a mistake in regscope; the log has the details',
} as const;

export type ErrorCode = keyof typeof codes;

export function isErrorCode(text: unknown): text is ErrorCode {
  return typeof text === 'string' && Object.hasOwn(codes, text);
}
