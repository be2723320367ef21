// Kernel by kernel what becomes of a VM that goes from one to the other and back, as a page.
import { roundTrip, targetOf, type Restorer, type RoundTrip, type Verdict } from '../index.ts';
import { recorded, stateOf } from '../shelf.test-helper.ts';
import { nameOfBits } from './names.ts';

const kernels = ['6.1', '6.12', '6.16', '6.17', '6.18', '6.19', '7.0', '7.1', '7.2', '7.3'];
const restorers: readonly { title: string; restorer: Restorer }[] = [
  { title: 'whoever restores all that the kernel lists', restorer: { vmm: 'kvm' } },
  { title: 'QEMU until 10.2', restorer: { vmm: 'qemu', version: [10, 2] } },
  { title: 'QEMU 11.1', restorer: { vmm: 'qemu', version: [11, 1] } },
];

export function migrationsPage(): string {
  return [
    '# From kernel to kernel, and back',
    '',
    'Made from the recorded hosts by `vitest -u matrix`: one emulated CPU (`max`), a VM with all that it is made with by default (PSCI, PMU,',
    'SVE, pointer authentication, vGICv3), which has not run. Registers only. Each cell has the way there, then the way back of the VM that',
    'went there: **yes**; **yes\\*** it loads, and something reads otherwise; **no**; – it does not get there. After a ›: the same once what can',
    'be changed before the first run is changed (`regscope check` names it).',
    '',
    ...restorers.flatMap(({ title, restorer }) => [`## ${title}`, '', ...matrix(restorer), '']),
    '## What stands in the way of the next kernel, and of the one before',
    '',
    ...neighbours(),
    '',
  ].join('\n');
}

function tripBetween(from: string, to: string, restorer: Restorer): RoundTrip {
  const { features, registers } = stateOf(recorded(`arm64-${from}-max`));
  const [home, away] = [from, to].map((kernel) => targetOf(recorded(`arm64-${kernel}-max`), features));
  if (home === undefined || away === undefined) throw new Error('two hosts');
  return roundTrip({ registers, home, away }, restorer);
}

function matrix(restorer: Restorer): string[] {
  const rows = kernels.map((from) => [`**${from}**`, ...kernels.map((to) => cellOf(tripBetween(from, to, restorer)))]);
  return table(['from \\ to', ...kernels], rows);
}

function cellOf({ there, back, after }: RoundTrip): string {
  const now = waysOf({ there, back });
  const then = after === null ? now : waysOf(after);
  return then === now ? now : `${now} › ${then}`;
}

function waysOf({ there, back }: Pick<RoundTrip, 'there' | 'back'>): string {
  return `${words[there.answer]} ${back === null ? '–' : words[back.answer]}`;
}

const words = { loads: 'yes', changed: 'yes\\*', refused: 'no', unknown: '?' } as const;

function neighbours(): string[] {
  const pairs = kernels.slice(1).flatMap((to, n) => [
    [kernels[n] ?? '', to],
    [to, kernels[n] ?? ''],
  ]);
  const rows = pairs.map(([from = '', to = '']) => {
    const { there } = tripBetween(from, to, { vmm: 'kvm' });
    return [`${from} → ${to}`, named(there, 'stops'), named(there, 'differs')];
  });
  return table(['', 'stops it', 'reads otherwise'], rows);
}

function named({ findings }: Verdict, weight: 'stops' | 'differs'): string {
  const names = findings.filter((one) => one.weight === weight).map(({ id, mask }) => nameOfBits(id, mask));
  return names.length === 0 ? '–' : [...new Set(names)].join(', ');
}

/** Columns are padded, as the formatter of the project wants them. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const widths = head.map((title, column) =>
    Math.max(3, title.length, ...rows.map((row) => (row[column] ?? '').length)),
  );
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)];
}
