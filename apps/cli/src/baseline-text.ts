// The answer of `regscope baseline` as people read it: what blocks, what it costs, what VMs have.
import type { Baseline } from '@regscope/contract';
import { table } from './output.ts';

export function baselineText(made: Baseline): string {
  const { hosts, features, offered } = made;
  return [
    ...hosts.map(({ name, kernel, cpu }, at) => `${letter(at)}  ${name}: Linux ${kernel}, ${cpu ?? 'CPU unknown'}`),
    '',
    `VMs are made with ${features.join(', ') || 'no features'}${offered.length === 0 ? '' : ` (all hosts also offer ${offered.join(', ')})`}`,
    ...sections(made).flatMap(({ title, lines }) => (lines.length === 0 ? [] : ['', title, ...lines])),
    '',
    summary(made),
  ].join('\n');
}

function sections(made: Baseline): { title: string; lines: string[] }[] {
  return [
    { title: 'Blocks:', lines: [...unknown(made), ...blocking(made)] },
    { title: 'Costs:', lines: cost(made) },
    { title: 'Without one of the hosts:', lines: gains(made) },
    { title: 'Fields in which the hosts differ:', lines: fields(made) },
    { title: 'Registers that only some hosts list:', lines: lacking(made) },
    { title: 'Forecast, VMs of the baseline going from host to host:', lines: forecasts(made) },
    { title: 'Tried, the same VMs on real kernels:', lines: trials(made) },
  ];
}

function unknown({ hosts }: Baseline): string[] {
  return hosts.flatMap(({ name, unknown: because }) => (because === null ? [] : [`  ${name}: ${because}`]));
}

function blocking({ blocking: rows }: Baseline): string[] {
  return rows.flatMap(({ name, field, msb, lsb, because, without, eased }) => [
    `  ${field === '' ? name : `${name}.${field} [${msb}:${lsb}]`}: ${because}`,
    ...(eased.length === 0 ? [] : [`    not with --features …,${eased.join(' or ')}, which all of them offer`]),
    ...(without.length === 0 ? [] : [`    not without ${without.join(', or without ')}`]),
  ]);
}

function cost({ cost: rows, hosts }: Baseline): string[] {
  if (rows.length === 0) return [];
  const reason = (because: readonly string[]) =>
    because.length === 0 ? 'the choice of features' : because.map((host) => letterOf(hosts, host)).join(' ');
  return indented(
    table(
      ['feature', 'because of', 'decided by'],
      rows.map(({ feature, field, because }) => [feature, reason(because), field]),
    ),
  );
}

function gains({ hosts }: Baseline): string[] {
  return hosts.flatMap(({ name, gains: gained, unblocks }) => {
    if (gained.length === 0 && unblocks.length === 0) return [];
    const parts = [
      ...(gained.length === 0 ? [] : [`${gained.length} more: ${gained.join(', ')}`]),
      ...(unblocks.length === 0 ? [] : [`no longer blocked: ${unblocks.join(', ')}`]),
    ];
    return [`  ${name}: ${parts.join('; ')}`];
  });
}

function fields({ registers, hosts }: Baseline): string[] {
  const rows = registers.flatMap((register) =>
    register.fields.map(({ name, value, own }) => [
      name === '' ? register.name : `${register.name}.${name}`,
      value ?? 'none',
      ...own.map((one) => (one === null ? '-' : one)),
    ]),
  );
  return rows.length === 0 ? [] : indented(table(['field', 'baseline', ...hosts.map((_, at) => letter(at))], rows));
}

function lacking({ lacking: rows, hosts }: Baseline): string[] {
  return indentedRows(
    rows.map(({ id, name, hosts: of, gone, hiddenBy }) => [
      name,
      id,
      `not on ${of.map((host) => letterOf(hosts, host)).join(' ')}`,
      gone ? `hidden by the baseline${hiddenBy === null ? '' : ` (${hiddenBy})`}` : 'VMs elsewhere still have it',
    ]),
  );
}

function forecasts({ hosts }: Baseline): string[] {
  return hosts.flatMap(({ name, forecast }) => {
    if (forecast === null) return [];
    const parts = [
      ...(forecast.refused.length === 0 ? [] : [`refuses ${named(forecast.refused)}`]),
      ...(forecast.changed.length === 0 ? [] : [`changes ${named(forecast.changed)}`]),
      ...(forecast.open === 0 ? [] : [`${forecast.open} registers were not probed: only a trial can tell`]),
    ];
    return [`  ${name}: ${parts.join('; ') || 'takes all'}`];
  });
}

function named(rows: readonly { name: string }[]): string {
  return [...new Set(rows.map(({ name }) => name))].join(', ');
}

function summary({ kept, cost: lost, blocking: rows, hosts }: Baseline): string {
  const blocked = rows.length + hosts.filter((host) => host.unknown !== null).length;
  const end = blocked === 0 ? 'nothing blocks' : `${blocked} ${blocked === 1 ? 'thing blocks' : 'things block'}`;
  return `${kept.length} features kept, ${lost.length} lost, ${end}`;
}

function indented(text: string): string[] {
  return text.split('\n').map((line) => `  ${line}`);
}

function indentedRows(rows: readonly string[][]): string[] {
  return rows.length === 0 ? [] : indented(table(['register', 'id', 'where', 'in the baseline'], rows));
}

function letterOf(hosts: Baseline['hosts'], name: string): string {
  return letter(hosts.findIndex((host) => host.name === name));
}

/** Names are often longer than their values: columns are headed A, B, C, as the lines above them say. */
function letter(at: number): string {
  return at < 26 ? String.fromCodePoint(65 + at) : `#${at + 1}`;
}

function trials({ hosts }: Baseline): string[] {
  return hosts.flatMap(({ name, tried }) => {
    if (tried === null) return [];
    if (tried.because !== '') return [`  ${name}: not tried, ${tried.because}`];
    const rows = [...tried.refused, ...tried.changed].map(
      (row) => `    ${row.name}: ${row.because}, from ${row.from.map(letter).join(' ')}`,
    );
    const counts = `${tried.refused.length} refused, ${tried.changed.length} stored otherwise`;
    return [`  ${name}, on ${tried.on} (Linux ${tried.kernel}): ${counts}`, ...rows];
  });
}
