import type { Status, VcpuReading } from '@regscope/kvm';
import type { RegisterId } from '@regscope/registers';
import type { VcpuState } from './state-to-load.ts';

/**
 * `written`: KVM_SET_ONE_REG gave 0; `refused`: it gave `errno`; `no value`: the state has none, because of `errno`; `not in the state`: the
 * host has it, the state does not.
 */
type Did = 'written' | 'refused' | 'no value' | 'not in the state';

/** What became of one register of one vCPU. */
export type Attempt = {
  id: RegisterId;
  did: Did;
  /** Null where nothing was written. */
  want: bigint | null;
  errno: string | null;
  /** Whether the VM listed it before anything but the vector lengths was written. */
  listed: boolean;
  /** What it holds after the load; null where it cannot be read. */
  got: bigint | null;
  /** Why it cannot be read: an errno. */
  unread: string | null;
};

/** What the VM answered through one vCPU. */
export type VcpuAnswers = {
  /** In the order of writing. */
  statuses: ReadonlyMap<RegisterId, Status>;
  listed: ReadonlySet<RegisterId>;
  /** All that it lists after the load. */
  after: VcpuReading | undefined;
  /** What it took and does not list. */
  unlisted: VcpuReading | undefined;
};

export function attemptsOf(state: VcpuState, { statuses, listed, after, unlisted }: VcpuAnswers): Attempt[] {
  const held = heldBy([unlisted, after].flatMap((reading) => reading ?? []));
  const row = (id: RegisterId, said: Pick<Attempt, 'did' | 'want' | 'errno'>): Attempt => {
    const { got, unread } = held.get(id) ?? { got: null, unread: 'ENOENT' };
    return { id, ...said, listed: listed.has(id), got, unread };
  };
  const written = [...statuses].map(([id, errno]) =>
    row(id, { did: errno === null ? 'written' : 'refused', want: state.values.get(id) ?? null, errno }),
  );
  const without = [...state.without].map(([id, errno]) => row(id, { did: 'no value', want: null, errno }));
  const others = (after?.ids ?? []).filter((id) => !state.values.has(id) && !state.without.has(id));
  return [...written, ...without, ...others.map((id) => row(id, { did: 'not in the state', want: null, errno: null }))];
}

type Held = { got: bigint | null; unread: string | null };

function heldBy(readings: readonly VcpuReading[]): ReadonlyMap<RegisterId, Held> {
  const held = new Map<RegisterId, Held>();
  for (const { ids, statuses, values } of readings)
    for (const [n, id] of ids.entries()) {
      const unread = statuses[n] ?? null;
      held.set(id, { got: unread === null ? (values[n] ?? null) : null, unread });
    }
  return held;
}
