// What changed between two captures, as rows: one per register and change.
import type { CaptureChanges } from '@regscope/contract';
import { standingText } from './standing-text.ts';

export type ChangeKind = 'appeared' | 'vanished' | 'scope' | 'mutability';

/** `from` and `to` say how it stands on that side; undefined where that side does not list the register. */
export type ChangeRow = { kind: ChangeKind; id: string; name: string; from?: string; to?: string };

export const changeKinds = [
  { kind: 'appeared', title: 'Appeared' },
  { kind: 'vanished', title: 'Vanished' },
  { kind: 'scope', title: 'Scope changed' },
  { kind: 'mutability', title: 'Mutability changed' },
] as const satisfies readonly { kind: ChangeKind; title: string }[];

export function changeRows({ gained, lost, scope, mutability }: CaptureChanges): ChangeRow[] {
  return [
    ...gained.map((register) => ({ ...register, kind: 'appeared' as const, to: 'listed' })),
    ...lost.map((register) => ({ ...register, kind: 'vanished' as const, from: 'listed' })),
    ...scope.map((change) => ({ ...change, kind: 'scope' as const })),
    ...mutability.map(({ id, name, from, to }) => ({
      kind: 'mutability' as const,
      id,
      name,
      from: standingText(from),
      to: standingText(to),
    })),
  ];
}

/** The rows in which every word is found. */
export function filterChanges(rows: readonly ChangeRow[], text: string): ChangeRow[] {
  const words = text.toLowerCase().split(/\s+/);
  return rows.filter(({ kind, id, name, from = '', to = '' }) => {
    const all = [kind, id, name, from, to].join(' ').toLowerCase();
    return words.every((word) => all.includes(word));
  });
}
