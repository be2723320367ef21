import type { Against } from './taken.ts';

type Answered = Omit<Against, 'target'>;

/** Hosts that say the very same against a register; `kind` and `errno` are those of the gravest of it. */
export type AnswerGroup = Pick<Against, 'kind' | 'errno'> & { hosts: readonly string[]; answers: readonly Answered[] };

/** Every host once, those that agree together, the largest groups first. */
export function answerGroups(against: readonly Against[], hosts: readonly string[]): AnswerGroup[] {
  const byHost = new Map<number, Answered[]>();
  for (const { target, ...answered } of against) byHost.set(target, [...(byHost.get(target) ?? []), answered]);
  const groups = new Map<string, AnswerGroup & { hosts: string[] }>();
  for (const [target, answers] of byHost) {
    const name = hosts[target];
    if (name === undefined) continue;
    const key = JSON.stringify(answers);
    const group = groups.get(key) ?? groupOf(answers);
    group.hosts.push(name);
    groups.set(key, group);
  }
  return [...groups.values()].toSorted((a, b) => b.hosts.length - a.hosts.length);
}

/** What the hosts of all groups say in a few words, for a hint: each kind once, with its hosts. */
export function answerKinds(groups: readonly AnswerGroup[]): Pick<AnswerGroup, 'kind' | 'errno' | 'hosts'>[] {
  const kinds = new Map<string, Pick<AnswerGroup, 'kind' | 'errno' | 'hosts'>>();
  for (const { kind, errno, hosts } of groups) {
    const key = `${kind} ${errno}`;
    kinds.set(key, { kind, errno, hosts: [...(kinds.get(key)?.hosts ?? []), ...hosts] });
  }
  return [...kinds.values()];
}

const gravest = ['refused', 'absent', 'changed', 'untested'] as const;

function groupOf(answers: readonly Answered[]): AnswerGroup & { hosts: string[] } {
  const [first] = answers.toSorted((a, b) => gravest.indexOf(a.kind) - gravest.indexOf(b.kind));
  return { kind: first?.kind ?? 'untested', errno: first?.errno ?? null, hosts: [], answers };
}
