// The registers of a VM of another process, read and written by its own threads.
import { setTimeout as sleep } from 'node:timers/promises';
import {
  metAt,
  type AttachReading,
  type AttachTarget,
  type Kvm,
  type Status,
  type VcpuReading,
  type VmReading,
  type Write,
} from '@regscope/kvm';
import type { RegisterId } from '@regscope/registers';
import type { RegisterAccess } from '../../edits/vm-access.ts';
import { attachRefusal, type Refused } from './attach-refusal.ts';
import type { StopClock } from './stop-times.ts';
import type { VcpuPlace } from './vcpu-threads.ts';

type Process = { host: string; vm: string; pid: number; start: bigint };
type Options = { process: Process; vcpus: readonly VcpuPlace[]; clock: StopClock; despiteFilters: boolean };

type Ended = Pick<AttachReading, 'end' | 'detail' | 'stops' | 'longestNs' | 'totalNs'>;

export class AttachedRegisters implements RegisterAccess {
  readonly #kvm: Kvm;
  readonly #options: Options;

  constructor(kvm: Kvm, options: Options) {
    this.#kvm = kvm;
    this.#options = options;
  }

  /** The first vCPU tells what there is; the others are asked for the same, and whether that is what they have. */
  async read(ids: readonly RegisterId[] = []): Promise<VmReading> {
    const readings: VcpuReading[] = [];
    let stoodStill = 0n;
    let known = ids;
    for (const place of this.#options.vcpus) {
      const { reading, ns } = await this.#readVcpu(place, known, ids.length > 0);
      stoodStill += ns;
      const [first] = readings;
      readings.push(first !== undefined && isSame(first.ids, reading.ids) ? { ...reading, ids: first.ids } : reading);
      if (known.length === 0) known = reading.ids;
    }
    return { ioctlNs: stoodStill, vcpus: readings };
  }

  /** After a rejection writes may have been made. */
  async write(writes: readonly Write[]): Promise<Status[]> {
    const statuses: Status[] = [];
    for (const some of byVcpu(writes)) {
      const place = this.#place(some[0]?.vcpu ?? 0);
      const written = await this.#patiently(place, async () =>
        this.#kvm.attachWrite(this.#target({ ...place, tid: null }), some),
      );
      this.#check(place, null, written);
      statuses.push(...written.statuses);
    }
    return statuses;
  }

  async #readVcpu(place: VcpuPlace, known: readonly RegisterId[], isChosen: boolean) {
    const first = await this.#attach(place, known);
    const isOther = known.length > 0 && !isChosen && !first.isSameList;
    const reading = isOther ? await this.#attach(place, []) : first;
    const { listError, ids, statuses, values } = reading;
    const ns = reading.totalNs + (isOther ? first.totalNs : 0n);
    return { ns, reading: { vcpu: place.vcpu, listError: ids.length > 0 ? null : listError, ids, statuses, values } };
  }

  /** A VM that is paused is met by no thread inside KVM_RUN: then its whole process is stopped instead. For one that is only busy that would be far longer. */
  async #attach(place: VcpuPlace, ids: readonly RegisterId[]): Promise<AttachReading> {
    const { tid } = place;
    const own = await this.#patiently(place, async () => this.#kvm.attach(this.#target(place), ids));
    const isPaused = own.end === 'RS_NOT_IN_RUN' && own.detail === metAt.IN_ENDLESS_WAIT && tid !== null;
    const reading = isPaused
      ? await this.#patiently(place, async () => this.#kvm.attach(this.#target({ ...place, tid: null }), ids))
      : own;
    this.#check(place, isPaused ? null : tid, reading);
    return reading;
  }

  /** Another regscope holds a thread for less than a millisecond: it is waited for. */
  async #patiently<T extends Ended>({ vcpu }: VcpuPlace, attach: () => Promise<T>): Promise<T> {
    for (let left = TRIES; ; left--) {
      const done = await attach();
      if (done.stops > 0) this.#options.clock.add(vcpu, done.longestNs);
      if (done.end !== 'RS_TRACED' || left === 0) return done;
      await sleep(BETWEEN_TRIES_MS);
    }
  }

  #check({ vcpu }: VcpuPlace, tid: number | null, { end, detail }: Ended): void {
    if (end === 'RS_ATTACHED') return;
    const refused: Refused = { end, detail, pid: this.#options.process.pid, tid };
    throw attachRefusal({ ...this.#options.process, vcpu }, refused);
  }

  #target({ fd, tid }: VcpuPlace): AttachTarget {
    const { process, despiteFilters } = this.#options;
    return { pid: process.pid, start: process.start, tid, vcpu: fd, despiteFilters };
  }

  #place(vcpu: number): VcpuPlace {
    const found = this.#options.vcpus[vcpu];
    if (found === undefined) throw new RangeError(`no vCPU ${vcpu}`);
    return found;
  }
}

function isSame(a: readonly RegisterId[], b: readonly RegisterId[]): boolean {
  return a.length === b.length && a.every((id, n) => id === b[n]);
}

/** Runs of writes to one vCPU, in the order given. */
function byVcpu(writes: readonly Write[]): Write[][] {
  const runs: Write[][] = [];
  for (const write of writes) {
    const last = runs.at(-1);
    if (last?.[0]?.vcpu === write.vcpu) last.push(write);
    else runs.push([write]);
  }
  return runs;
}

const [TRIES, BETWEEN_TRIES_MS] = [20, 25];
