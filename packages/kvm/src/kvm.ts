import type { RegisterId, ScopeKind } from '@regscope/registers';
import {
  attachBody,
  attachReply,
  attachWriteBody,
  attachWriteReply,
  runsBody,
  runsReply,
  type AttachReading,
  type AttachTarget,
  type AttachWriting,
  type ThreadRuns,
} from './attach.ts';
import { u32 } from './bytes.ts';
import { Channel } from './channel.ts';
import { KvmError, type KvmFailure } from './kvm-error.ts';
import { lookReply, type Look } from './look-reply.ts';
import { flipReply, masksReply, trialsReply, type FlipResult, type TrialResult } from './probe-replies.ts';
import { flipBody, trialsBody, type Pair, type Trial, type Watched } from './probe-requests.ts';
import type { Op } from './protocol.ts';
import {
  helloReply,
  listReply,
  scopesReply,
  exitsReply,
  statsReply,
  vmReply,
  writeReply,
  type Hello,
  type LastExit,
  type StatsReading,
  type Status,
  type VmReading,
} from './replies.ts';
import { createBody, readBody, writeBody, type Machine, type Write } from './requests.ts';
import type { ByteReader } from './bytes.ts';
import { exitReasonName } from './exit-reasons.ts';
import { protocol } from './protocol.ts';

/**
 * KVM on one host, whichever way it is reached. Every call rejects with a KvmError. VMs belong to the process behind it: when `ended`
 * resolves, they are gone.
 */
export interface Kvm extends AsyncDisposable {
  hello(): Promise<Hello>;
  /** What KVM_CHECK_EXTENSION says of each: 0 or less is no. */
  capabilities(caps: readonly number[]): Promise<number[]>;
  /** A VM's number in this process. Numbers are not used twice. */
  create(machine: Machine): Promise<number>;
  /** Finishes a VM that was made with `finalize: 0`: every vCPU gets KVM_ARM_VCPU_FINALIZE for this feature. arm64 alone. */
  finalize(vm: number, feature: number): Promise<void>;
  list(vm: number, vcpu: number): Promise<RegisterId[]>;
  /** Every register of every vCPU, or the named ones. A refused register carries its errno and hides nothing else. */
  read(vm: number, ids?: readonly RegisterId[]): Promise<VmReading>;
  /** Tries every write in the order given; one status per write. Throws a RangeError for a value wider than its register. */
  write(vm: number, writes: readonly Write[]): Promise<Status[]>;
  /** Enters the guest once, on a payload that leaves at once. The KVM_EXIT_… name. */
  run(vm: number, vcpu: number): Promise<string>;
  /** The bits of feature id registers that the kernel announces as writable; registers without any are left out. */
  masks(vm: number): Promise<ReadonlyMap<RegisterId, bigint>>;
  /** Tries every bit of every register alone and puts the old value back. For scratch VMs. */
  flip(vm: number, through: Pair, ids: readonly RegisterId[]): Promise<FlipResult[]>;
  /** Writes each value, looks at what it did, and puts the old value back. For scratch VMs. Throws a RangeError as `write` does. */
  attempt(vm: number, through: Watched, trials: readonly Trial[]): Promise<TrialResult[]>;
  /** The scope that the kernel itself gives each register; null where it gives none, as all that were released. */
  scopes(vm: number): Promise<ReadonlyMap<RegisterId, ScopeKind> | null>;
  close(vm: number): Promise<void>;
  /**
   * Statistics of a VM of another process of that host, as the kernel lays them out, through descriptors that the process holds itself. Nothing
   * of it is stopped. Rejects with kind `kernel` when there is no such process.
   */
  stats(pid: number, descriptors: readonly number[]): Promise<StatsReading[]>;
  /** Why each vCPU of another process left the guest last. Nothing is stopped. Rejects as `stats` does. */
  exits(pid: number, vcpus: readonly number[]): Promise<LastExit[]>;
  /** What the kernel of that host shows of VMs of other processes. Nothing of them is stopped. */
  look(): Promise<Look>;
  /** Which vCPU each of these threads runs, seen from what it does. Stops each for a moment. */
  runs(process: Pick<AttachTarget, 'pid' | 'start'>, tids: readonly number[]): Promise<ThreadRuns[]>;
  /** Reads registers of a VM of another process, by its own thread: the vCPU's own list, or the named ones. */
  attach(target: AttachTarget, ids?: readonly RegisterId[]): Promise<AttachReading>;
  /** Tries every write in the order given, while every thread of that process stands still. Throws as `write` does. */
  attachWrite(target: AttachTarget, writes: readonly Omit<Write, 'vcpu'>[]): Promise<AttachWriting>;
  readonly ended: Promise<KvmFailure>;
}

/** KVM behind a channel. `release` ends what the channel leads to. */
export function kvmOverChannel(channel: Channel, release: () => Promise<void>): Kvm {
  const ask = async <T>(op: Op, body: Buffer, read: (reply: ByteReader) => T): Promise<T> => {
    const reply = await channel.request(op, body, timeouts[op]);
    try {
      const answer = read(reply);
      reply.end();
      return answer;
    } catch (error) {
      // What one reply got wrong, nobody can trust the next one to get right.
      if (error instanceof KvmError) channel.fail(error.failure);
      throw error;
    }
  };
  return {
    hello: () => ask('RS_HELLO', Buffer.alloc(0), helloReply),
    capabilities: (caps) =>
      ask('RS_CAPS', u32(protocol.RS_NO_VM, caps.length, ...caps), (reply) => caps.map(() => reply.i32())),
    create: (machine) => ask('RS_CREATE', createBody(machine), (reply) => [reply.u32(), reply.u32()][0] ?? 0),
    finalize: (vm, feature) => ask('RS_FINALIZE', u32(vm, feature), () => undefined),
    list: (vm, vcpu) => ask('RS_LIST', u32(vm, vcpu), listReply),
    read: (vm, ids = []) => ask('RS_READ', readBody(vm, ids), vmReply),
    write: (vm, writes) => ask('RS_WRITE', writeBody(vm, writes), writeReply),
    run: (vm, vcpu) => ask('RS_RUN', u32(vm, vcpu), (reply) => exitReasonName([reply.u32(), reply.u32()][0] ?? 0)),
    masks: (vm) => ask('RS_MASKS', u32(vm), masksReply),
    flip: (vm, through, ids) => ask('RS_FLIP', flipBody(vm, through, ids), (reply) => flipReply(reply, ids)),
    attempt: (vm, through, trials) =>
      ask('RS_TRY', trialsBody(vm, through, trials), (reply) => trialsReply(reply, through, trials)),
    scopes: (vm) => ask('RS_SCOPES', u32(vm, 0), scopesReply).catch(nullIfUnsupported),
    close: (vm) => ask('RS_CLOSE', u32(vm), () => undefined),
    exits: (pid, vcpus) =>
      ask('RS_EXITS', u32(pid, vcpus.length, ...vcpus), (reply) => exitsReply(reply, vcpus.length)),
    stats: (pid, descriptors) =>
      ask('RS_STATS', u32(pid, descriptors.length, ...descriptors), (reply) => statsReply(reply, descriptors.length)),
    look: () => ask('RS_LOOK', Buffer.alloc(0), lookReply),
    runs: (process, tids) => ask('RS_RUNS', runsBody(process, tids), (reply) => runsReply(reply, tids.length)),
    attach: (target, ids = []) => ask('RS_ATTACH', attachBody(target, ids), attachReply),
    attachWrite: (target, writes) => ask('RS_ATTACH_WRITE', attachWriteBody(target, writes), attachWriteReply),
    ended: channel.closed,
    [Symbol.asyncDispose]: release,
  };
}

function nullIfUnsupported(error: unknown): null {
  if (error instanceof KvmError && error.failure.kind === 'core' && error.failure.refusal === 'RS_UNSUPPORTED')
    return null;
  throw error;
}

/** Milliseconds. Emulated hosts are slow, and closing a nested VM took 4 s there; whatever takes longer hangs. */
const timeouts: Readonly<Record<Op, number>> = {
  RS_HELLO: 5_000,
  RS_CAPS: 5_000,
  RS_CREATE: 60_000,
  RS_LIST: 10_000,
  RS_READ: 60_000,
  RS_WRITE: 30_000,
  RS_RUN: 15_000,
  RS_CLOSE: 60_000,
  RS_MASKS: 5_000,
  RS_FLIP: 60_000,
  RS_TRY: 60_000,
  RS_FINALIZE: 10_000,
  RS_STATS: 10_000,
  RS_LOOK: 15_000,
  // The C core itself ends an attach after 4 s.
  RS_ATTACH: 15_000,
  RS_RUNS: 15_000,
  RS_ATTACH_WRITE: 15_000,
  RS_SCOPES: 10_000,
  RS_EXITS: 10_000,
};
