import type { Sighting } from '@regscope/contract';

/** One row per name, one column per vCPU; of many vCPUs the sums. `heads` are the columns. */
export type StatTable = { heads: string[]; rows: { name: string; unit: string; cells: string[] }[] };

export function statTable(stats: Sighting['stats']): StatTable {
  const columns = [...new Set(stats.map(({ vcpu }) => vcpu))].toSorted((a, b) => (a ?? -1) - (b ?? -1));
  const byName = grouped(stats);
  const isSummed = columns.length > MOST_COLUMNS;
  const rows = [...byName].map(([name, of]) => {
    const sum = of.reduce((total, { value }) => total + BigInt(value), 0n);
    const cells = isSummed
      ? [String(sum)]
      : columns.map((column) => of.find(({ vcpu }) => vcpu === column)?.value ?? '–');
    return { name, unit: of[0]?.unit ?? '', cells };
  });
  return { heads: isSummed ? [`sum of ${columns.length} vCPUs`] : columns.map(headOf), rows };
}

function grouped(stats: Sighting['stats']): Map<string, Sighting['stats']> {
  const groups = new Map<string, Sighting['stats']>();
  for (const stat of stats) {
    const group = groups.get(stat.name) ?? [];
    group.push(stat);
    groups.set(stat.name, group);
  }
  return groups;
}

function headOf(vcpu: number | null): string {
  return vcpu === null ? 'VM' : `vCPU ${vcpu}`;
}

const MOST_COLUMNS = 8;
