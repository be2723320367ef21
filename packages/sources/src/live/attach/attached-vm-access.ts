import { RegscopeError, type Vm } from '@regscope/contract';
import type { Status, VmReading, Write } from '@regscope/kvm';
import type { RegisterId } from '@regscope/registers';
import { scratchLike, type Scratch } from '../../edits/scratch.ts';
import type { VmAccess } from '../../edits/vm-access.ts';
import { doingAt } from '../../failures.ts';
import type { OwnedHost } from '../../owned-host.ts';
import { registersOf, type RegisterValues } from '../../snapshot.ts';
import type { Snapshot } from '../../source-host.ts';
import { mustBeNew } from '../../edits/edit-vm.ts';
import type { AttachedVms } from '../attached-vms.ts';
import type { SeenVm } from '../seen-vm.ts';
import { threadsOf } from '../sighting.ts';
import { askQmp, withTold, type ToldPhase } from './ask-qmp.ts';
import { AttachedRegisters } from './attached-registers.ts';
import { placeVcpus } from './place-vcpus.ts';
import type { StopClock } from './stop-times.ts';
import type { VcpuPlace } from './vcpu-threads.ts';

/** What regscope keeps of a VM that it attached to. */
export type Kept = {
  clock: StopClock;
  /** Of what was read last. */
  readDespiteFilters: boolean;
  /** Good for a process that still has just these descriptors and threads. */
  places: { of: string; vcpus: readonly VcpuPlace[] } | undefined;
  last: Snapshot | undefined;
  /** When it was last attached to or edited. */
  told: ToldPhase | undefined;
  turn: Promise<unknown>;
};

/** `despiteFilters`: an admin said so, for one reading. */
type Place = { owner: OwnedHost; others: AttachedVms; kept: Kept; despiteFilters: boolean };

/** A VM of another process. Every reading stops each of its vCPUs for a moment. */
export class AttachedVmAccess implements VmAccess {
  readonly host: string;
  readonly name: string;
  readonly #place: Place;

  constructor(name: string, place: Place) {
    this.host = place.owner.name;
    this.name = name;
    this.#place = place;
  }

  /** Its VMM can start it at any time. */
  async vm(): Promise<Vm> {
    const seen = await this.#place.others.findNow(this.name);
    const { owner, kept } = this.#place;
    // Paths of another machine mean nothing here.
    if (seen.vm.phase === 'unknown' && owner.name === 'local') kept.told = await askQmp(seen);
    return withTold(seen.vm, kept.told);
  }

  async alone<T>(work: () => Promise<T>): Promise<T> {
    const { kept } = this.#place;
    const done = kept.turn.then(work);
    kept.turn = done.catch(() => undefined);
    return done;
  }

  async read(ids: readonly RegisterId[] = []): Promise<VmReading> {
    const reading = await this.#attached('attaching', async (registers) => registers.read(ids));
    mustBeInitialised(this.host, this.name, reading);
    if (ids.length === 0) this.#place.kept.last = await this.#snapshotOf(reading);
    return reading;
  }

  /** Its VMM may start it between two writes: then no further one is made. */
  async write(writes: readonly Write[]): Promise<Status[]> {
    mustBeNew(await this.vm());
    return this.#attached('writing registers', async (registers) => registers.write(writes));
  }

  async snapshot(): Promise<Snapshot> {
    return this.#snapshotOf(await this.read());
  }

  async scratch(held: readonly RegisterValues[]): Promise<Scratch> {
    return scratchLike(this.#place.owner, await this.vm(), held);
  }

  async #attached<T>(doing: string, work: (registers: AttachedRegisters) => Promise<T>): Promise<T> {
    const { owner, others, kept, despiteFilters } = this.#place;
    const seen = await others.find(this.name);
    return doingAt({ host: this.host, vm: this.name, doing }, async () =>
      owner.withKvm(doing, async ({ kvm }) => {
        const { pid, startTicks: start } = seen.holder.stat;
        const of = identityOf(seen);
        const known = kept.places?.of === of ? kept.places.vcpus : undefined;
        const vcpus = known ?? (await placeVcpus(kvm, seen, await threadsOf(seen)));
        const process = { host: this.host, vm: this.name, pid, start };
        const { clock } = kept;
        kept.places = undefined;
        const done = await work(new AttachedRegisters(kvm, { process, vcpus, clock, despiteFilters }));
        // Kept only while it holds: a VM that is started, or gets a vCPU, is looked at anew.
        if (vcpus.every(({ tid }) => tid !== null)) kept.places = { of, vcpus };
        return done;
      }),
    );
  }

  async #snapshotOf(reading: VmReading): Promise<Snapshot> {
    const [vm, { kernel }] = await Promise.all([this.vm(), this.#place.owner.describe()]);
    return {
      vm: { ...vm, vcpus: reading.vcpus.length },
      kernel: kernel ?? 'unknown',
      cpu: this.#place.owner.cpu,
      readAt: new Date().toISOString(),
      ioctlMs: Number(reading.ioctlNs) / 1e6,
      listErrors: reading.vcpus.map(({ listError }) => listError),
      registers: registersOf(reading),
      scopes: null,
    };
  }
}

function identityOf({ holder: { stat, fds, threads } }: SeenVm): string {
  return JSON.stringify([stat.pid, String(stat.startTicks), fds.vms, fds.vcpus, threads.map(({ pid }) => pid)]);
}

/** As soon as a VMM has made a vCPU's descriptor is too early: arm64 answers ENOEXEC until KVM_ARM_VCPU_INIT (arch/arm64/kvm/arm.c, 6.12). */
function mustBeInitialised(host: string, vm: string, { vcpus }: VmReading): void {
  if (vcpus.some(({ listError }) => listError !== 'ENOEXEC')) return;
  throw new RegscopeError(
    'ATTACH_REFUSED',
    `${host}/${vm} has no register yet: KVM_GET_REG_LIST gave ENOEXEC, because its VMM has not initialised the vCPUs; try again when it has built the machine`,
    { host, vm, ioctl: 'KVM_GET_REG_LIST', errno: 'ENOEXEC', reason: 'not-initialised' },
  );
}
