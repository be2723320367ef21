// The VMs of other processes of a host: looked for when somebody asks, and every few seconds while somebody listens. They come and
// go by themselves.
import { join } from 'node:path';
import { RegscopeError, type Sighting, type Vm } from '@regscope/contract';
import { debugFolders } from './debug-folder.ts';
import { findHolders, isThere } from './find-holders.ts';
import { readLasting, threadsOf, type Lasting } from './holder.ts';
import { isRegscope } from './is-regscope.ts';
import type { Lookout } from './lookout.ts';
import type { ProcStat } from './parse-stat.ts';
import { sightingOf } from './sighting.ts';
import { vmsOf, type Around, type SeenVm } from './seen-vm.ts';
import { unseenText } from './unseen.ts';
import { linkOf, smallText, type View } from './view.ts';

type Options = { lookout: Lookout; host: string; arch: string; changed: () => void };

/** What a look found. `unseen`: what may be missing, and what to do; empty when nothing is. */
export type Looked = { seen: readonly SeenVm[]; unseen: string };

export class AttachedVms {
  readonly #options: Options;
  readonly #lasting = new Map<string, Lasting>();
  readonly #gone = new Map<string, Vm>();
  #machine: object | undefined;
  #bootedAt: number | undefined;
  #looked: Looked = { seen: [], unseen: '' };
  #state = '';
  #look: Promise<Looked> = Promise.resolve(this.#looked);
  #freshUntil = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: Options) {
    this.#options = options;
  }

  /** What there is now, at most a second old. */
  async look(): Promise<Looked> {
    const machine = this.#options.lookout.machine();
    if (machine !== this.#machine) this.#forget(machine);
    if (performance.now() > this.#freshUntil) {
      this.#freshUntil = Infinity;
      this.#look = this.#lookAnew().finally(() => (this.#freshUntil = performance.now() + FRESH_MS));
    }
    return this.#look;
  }

  /** Throws a RegscopeError of code NO_SUCH_VM, which says what became of the VM if it was ever there. */
  async find(name: string): Promise<SeenVm> {
    const { seen } = await this.look();
    const found = seen.find(({ vm }) => vm.vm === name);
    if (found !== undefined) return found;
    const { host } = this.#options;
    if (this.#machine === undefined)
      throw new RegscopeError('NO_SUCH_VM', `${host} is not running, and neither is any VM of its processes`, {
        host,
        vm: name,
      });
    const gone = this.#gone.get(name);
    const message =
      gone === undefined
        ? `no process ${name.replace('-', ` of ${host} holds a VM as descriptor `)}`
        : `${host}/${name} is gone: ${gone.vmm} (pid ${gone.pid}) ended or closed it`;
    throw new RegscopeError('NO_SUCH_VM', message, { host, vm: name });
  }

  /** As `find`, but as it is just now: who is about to do something to a VM must not go by what was so a second ago. */
  async findNow(name: string): Promise<SeenVm> {
    await this.#look;
    this.#freshUntil = 0;
    return this.find(name);
  }

  /** Everything that is known of one of them but its registers. Throws as `find` does. */
  async sighting(name: string): Promise<Omit<Sighting, 'attachment'>> {
    return sightingOf(await this.find(name), this.#options.lookout);
  }

  /** Looks every few seconds until the returned function is called, and tells when something changed. */
  watch(): () => void {
    const turn = async (): Promise<void> => {
      const began = performance.now();
      await this.look().catch(() => undefined);
      if (this.#timer === undefined) return;
      this.#timer = setTimeout(() => void turn(), Math.max(EVERY_MS, 20 * (performance.now() - began))).unref();
    };
    this.#timer ??= setTimeout(() => void turn(), EVERY_MS).unref();
    return () => {
      clearTimeout(this.#timer);
      this.#timer = undefined;
    };
  }

  #forget(machine: object | undefined): void {
    this.#machine = machine;
    this.#bootedAt = undefined;
    this.#lasting.clear();
    this.#freshUntil = 0;
  }

  async #lookAnew(): Promise<Looked> {
    const { lookout, ...host } = this.#options;
    const view = await lookout.view();
    const looked = view === undefined ? { seen: [], unseen: '' } : await this.#lookInto(view, { ...host, ...lookout });
    this.#keep(looked);
    return looked;
  }

  async #lookInto(view: View, around: Pick<Around, 'host' | 'arch' | 'readStats'>): Promise<Looked> {
    const { holders, hidden } = await findHolders(view);
    const whole = holders.length === 0 ? [] : await this.#whole(view, holders);
    const folders = whole.length === 0 ? { names: [], because: '' } : await debugFolders(view);
    const bootedAt = (this.#bootedAt ??= bootTime(view));
    const timeOf = (ticks: bigint): string => new Date(1000 * bootedAt + 10 * Number(ticks)).toISOString();
    const all = whole.map((holder) => vmsOf(holder, { ...around, view, folders, timeOf }));
    return { seen: (await Promise.all(all)).flat(), unseen: unseenText(view, hidden) };
  }

  async #whole(view: View, found: Awaited<ReturnType<typeof findHolders>>['holders']) {
    const keys = new Set(found.map(({ stat }) => keyOf(stat)));
    for (const key of this.#lasting.keys()) if (!keys.has(key)) this.#lasting.delete(key);
    const self = Number(linkOf(view, join(view.proc, 'self')));
    const others = found.filter(({ stat }) => stat.pid !== self);
    const whole = others.map(async (one) => ({
      ...one,
      ...(await this.#lastingOf(view, one.stat)),
      threads: threadsOf(view, one.stat.pid),
    }));
    // Between being found and being read a process may end, and another get its number.
    return (await Promise.all(whole)).filter((holder) => !isRegscope(holder) && isThere(view, holder.stat));
  }

  async #lastingOf(view: View, stat: ProcStat): Promise<Lasting> {
    const known = this.#lasting.get(keyOf(stat));
    const lasting = known ?? (await readLasting(view, stat.pid));
    this.#lasting.set(keyOf(stat), lasting);
    return lasting;
  }

  #keep(looked: Looked): void {
    const names = new Set(looked.seen.map(({ vm }) => vm.vm));
    for (const { vm } of this.#looked.seen) if (!names.has(vm.vm)) this.#remember(vm);
    const state = JSON.stringify([looked.unseen, looked.seen.map(({ vm }) => vm)]);
    const isNews = this.#state !== '' && this.#state !== state;
    this.#looked = looked;
    this.#state = state;
    if (isNews) this.#options.changed();
  }

  #remember(vm: Vm): void {
    this.#gone.delete(vm.vm);
    this.#gone.set(vm.vm, vm);
    const oldest = this.#gone.keys().next();
    if (this.#gone.size > REMEMBERED && oldest.done !== true) this.#gone.delete(oldest.value);
  }
}

/** In seconds of the calendar. */
function bootTime(view: View): number {
  return Number(/^btime (\d+)$/m.exec(smallText(view, join(view.proc, 'stat'), 1 << 20) ?? '')?.[1] ?? 0);
}

/** A pid is used again; with the time of its start, and the program that it runs, it is not. */
function keyOf({ pid, startTicks, comm }: ProcStat): string {
  return `${pid} ${startTicks} ${comm}`;
}

const [FRESH_MS, EVERY_MS, REMEMBERED] = [1000, 3000, 200];
