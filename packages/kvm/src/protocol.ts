// The numbers of native/protocol.h, which is where they are explained. protocol.test.ts reads that file and compares.

export const protocol = {
  RS_PROTOCOL_VERSION: 6,
  RS_MAX_MESSAGE: 16 << 20,
  RS_MAX_VMS: 64,
  RS_MAX_VCPUS: 512,
  RS_MAX_IDS: 8192,
  RS_MAX_CAPS: 1024,
  RS_MAX_ENABLED_CAPS: 16,
  RS_NO_VM: 0xffff_ffff,
  RS_NO_VCPU: 0xffff_ffff,
  RS_LOCAL: 0x4000,
  RS_VALUE: 0x8000,
} as const;

/** What `hello` must answer: C core and TypeScript are of one build. */
export const PROTOCOL_VERSION = protocol.RS_PROTOCOL_VERSION;

export const kinds = { RS_DONE: 0, RS_KERNEL: 1, RS_REFUSED: 2 } as const;

export const refusals = {
  RS_BAD_REQUEST: 1,
  RS_UNKNOWN_OP: 2,
  RS_NO_SUCH_VM: 3,
  RS_NO_SUCH_VCPU: 4,
  RS_TOO_MANY: 5,
  RS_UNSUPPORTED: 6,
  RS_REPLY_TOO_BIG: 7,
  RS_BAD_SIZE: 8,
  RS_NO_MEMORY: 9,
} as const;

export const ops = {
  RS_HELLO: 1,
  RS_CAPS: 2,
  RS_CREATE: 3,
  RS_LIST: 4,
  RS_READ: 5,
  RS_WRITE: 6,
  RS_RUN: 7,
  RS_CLOSE: 8,
  RS_MASKS: 9,
  RS_FLIP: 10,
  RS_TRY: 11,
  RS_FINALIZE: 12,
  RS_STATS: 13,
  RS_ATTACH: 14,
  RS_RUNS: 15,
  RS_LOOK: 16,
  RS_ATTACH_WRITE: 17,
  RS_SCOPES: 20,
  RS_EXITS: 18,
} as const;

export const attachEnds = {
  RS_ATTACHED: 0,
  RS_NOT_IN_RUN: 1,
  RS_AT_WORK: 2,
  RS_TRACED: 3,
  RS_MAY_NOT: 4,
  RS_ENDED: 5,
  RS_OTHER_PROCESS: 6,
  RS_GROUP_STOPPED: 7,
  RS_FILTERED: 8,
  RS_FILTER_UNREADABLE: 9,
  RS_NO_STACK: 10,
  RS_NO_GADGET: 11,
  RS_NO_MARKER: 12,
  RS_UNSAFE_STATE: 13,
  RS_FOREIGN_THREAD: 14,
  RS_OVERDUE: 15,
  RS_NOT_A_VCPU: 17,
  RS_OUTCOME_UNKNOWN: 16,
} as const;

export const unsafeStates = { RS_UNSAFE_AMX: 1, RS_UNSAFE_SHADOW_STACK: 2, RS_UNSAFE_UNREADABLE: 3 } as const;

export const attachHows = { RS_HOW_DESPITE_FILTERS: 1, RS_HOW_LISTED: 2 } as const;

export const entryKinds = { RS_FOLDER: 1, RS_FILE: 2, RS_LINK: 3 } as const;

export type Op = keyof typeof ops;
export type Refusal = keyof typeof refusals | 'unknown refusal';

export function refusalName(code: number): Refusal {
  const names = Object.keys(refusals) as (keyof typeof refusals)[];
  return names.find((name) => refusals[name] === code) ?? 'unknown refusal';
}
