// Which hosts would take a register as it is: the server's answer, by register, as the table and the panel ask for it.
import type { RegistersAnswer } from '@regscope/contract';

export type Against = RegistersAnswer['registers'][number]['against'][number];

export type Taken =
  | { kind: 'asking' }
  /** No host can be asked; why is said once, beside the table. */
  | { kind: 'unasked' }
  | { kind: 'told'; by: number; of: number; untried: number; against: readonly Against[] };

/** Hosts about which something is to be said whatever the register. */
type Wholly = { because: string; hosts: readonly string[]; isJudged: boolean };

export type TakenBook = {
  hosts: readonly string[];
  wholly: readonly Wholly[];
  limits: readonly string[];
  find: (id: string) => Taken;
};

export const asking: Taken = { kind: 'asking' };
const unasked: Taken = { kind: 'unasked' };

export const noBook: TakenBook = { hosts: [], wholly: [], limits: [], find: () => unasked };

export function takenBook({ targets, registers, limits }: RegistersAnswer): TakenBook {
  const of = targets.filter(isJudged).length;
  if (of === 0) return { ...noBook, hosts: targets.map(({ name }) => name), wholly: whollyOf(targets), limits };
  // The same object for all of them: rows that say the same are not drawn again.
  const everywhere: Taken = { kind: 'told', by: of, of, untried: 0, against: [] };
  const told = new Map(registers.map(({ id, against }) => [id, tell(against, of)]));
  return {
    hosts: targets.map(({ name }) => name),
    wholly: whollyOf(targets),
    limits,
    find: (id) => told.get(id) ?? everywhere,
  };
}

export function isBarred(taken: Taken): boolean {
  return taken.kind === 'told' && taken.by < taken.of;
}

/** The hosts that say nothing against a register. */
export function takers({ hosts, wholly }: TakenBook, against: readonly Against[]): readonly string[] {
  const out = new Set(against.map(({ target }) => hosts[target]));
  const unjudged = new Set(wholly.flatMap((one) => (one.isJudged ? [] : one.hosts)));
  return hosts.filter((name) => !out.has(name) && !unjudged.has(name));
}

function tell(against: readonly Against[], of: number): Taken {
  const all = new Set(against.map(({ target }) => target));
  const sure = new Set(against.filter(({ kind }) => kind !== 'untested').map(({ target }) => target));
  return { kind: 'told', by: of - all.size, of, untried: all.size - sure.size, against };
}

type Target = RegistersAnswer['targets'][number];

/** A host that speaks against the VM and against none of its registers was not asked about them: no such VM was probed there. */
function isJudged({ sum: { because, stops, differs } }: Target): boolean {
  return because === '' || stops + differs > 0;
}

function whollyOf(targets: readonly Target[]): Wholly[] {
  const found = new Map<string, Wholly & { hosts: string[] }>();
  for (const target of targets) {
    const { because } = target.sum;
    if (because === '') continue;
    const key = `${isJudged(target)} ${because}`;
    const one = found.get(key) ?? { because, hosts: [], isJudged: isJudged(target) };
    one.hosts.push(target.name);
    found.set(key, one);
  }
  return [...found.values()];
}
