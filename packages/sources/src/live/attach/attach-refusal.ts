// Why a VM of another process was not attached to, in words, and what to do.
import { RegscopeError } from '@regscope/contract';
import { metAt, type AttachEnd } from '@regscope/kvm';

/** One attach that did not come to pass. `tid` null: the process was to be stopped as a whole. */
export type Refused = { end: Exclude<AttachEnd, 'RS_ATTACHED'>; detail: number; pid: number; tid: number | null };

type Where = { host: string; vm: string; vcpu: number };

/** `reason` in its details is the end's name as one word: `filtered`, `traced`. */
export function attachRefusal({ host, vm, vcpu }: Where, refused: Refused): RegscopeError {
  const thread = refused.tid === null ? '' : `, thread ${refused.tid}`;
  return new RegscopeError(
    'ATTACH_REFUSED',
    `${host}/${vm} was not attached to (vCPU ${vcpu}${thread}): ${sentences[refused.end](refused)}`,
    {
      host,
      vm,
      vcpu,
      pid: refused.pid,
      tid: refused.tid,
      reason: reasonOf(refused.end),
      detail: refused.detail,
    },
  );
}

function reasonOf(end: AttachEnd): string {
  return end.slice(3).toLowerCase().replaceAll('_', '-');
}

const sentences: Readonly<Record<Refused['end'], (refused: Refused) => string>> = {
  RS_NOT_IN_RUN: ({ detail, tid }) => {
    if (tid === null && detail === metAt.IN_KVM_RUN)
      return 'a vCPU of it was running after all, so its process was let go and nothing was done; try again';
    if (tid === null) return 'none of its threads waits in a way that lets it work for regscope; try again';
    return detail === metAt.IN_ENDLESS_WAIT
      ? 'its thread waits in the VMM and does not run the vCPU; try again'
      : 'its thread was never met inside KVM_RUN, because the VMM itself kept it busy; try again';
  },
  RS_AT_WORK: ({ detail }) =>
    `the VM does not run, and thread ${detail} of its VMM was computing each time: it may be building the machine still. Try again when it waits`,
  RS_TRACED: ({ detail }) =>
    `process ${detail} traces it (a debugger, strace, or another regscope): end that, or try again when it is done`,
  RS_MAY_NOT: ({ detail, pid }) =>
    `regscope may not trace process ${pid} (errno ${detail}): run it as root or with CAP_SYS_PTRACE; as the same user it takes kernel.yama.ptrace_scope = 0`,
  RS_ENDED: () => 'the process or thread ended meanwhile',
  RS_OTHER_PROCESS: ({ pid }) => `pid ${pid} is another process by now`,
  RS_GROUP_STOPPED: ({ pid }) => `a signal stopped its process; kill -CONT ${pid} lets it go on`,
  RS_FILTERED: ({ detail }) =>
    `a seccomp filter of the thread would end the VMM for a system call that attaching needs (number ${detail}), so nothing was done. An admin may attach despite filters, which is not safe: should regscope be killed in the middle, the filter ends the VMM`,
  RS_FILTER_UNREADABLE: ({ detail }) =>
    `the thread has seccomp filters that could not be read (errno ${detail}), so nobody knows whether they would end the VMM: reading them takes root or CAP_SYS_ADMIN, and a kernel with CONFIG_CHECKPOINT_RESTORE`,
  RS_NO_STACK: () =>
    'its stack has no guard page below it, or no room: writing there could meet something else, so nothing was done',
  RS_NO_GADGET: () => 'the process holds none of the instructions that its thread would need to put itself back',
  RS_NO_MARKER: () =>
    'the VMM handles SIGURG, SIGWINCH and SIGCHLD all by itself: no signal is left to tell of the end',
  RS_UNSAFE_STATE: ({ detail }) => unsafe[detail] ?? 'the state of its thread cannot be put back whole',
  RS_FOREIGN_THREAD: () => 'its threads are 32-bit code, for which there is no attach',
  RS_NOT_A_VCPU: () => 'its descriptor is no vCPU any more; look at the VM again',
  RS_OVERDUE: () =>
    'its thread did not stop, or did not come back, within 4 seconds; it was let go and goes on by itself',
  RS_OUTCOME_UNKNOWN: () =>
    'the tracer was lost in the middle; the thread finds its way back alone, and what it still did is not known',
};

const unsafe: Readonly<Record<number, string>> = {
  1: 'its thread has live AMX tiles, which cannot be put back',
  2: 'its thread has a shadow stack (CET, GCS), which refuses the way back',
};
