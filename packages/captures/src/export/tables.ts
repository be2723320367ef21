// A baseline for people: as a table for a spreadsheet, and as a report.
import { hex } from '@regscope/registers';
import { openNotes, placeName, type BaselineSheet, type Exported } from './baseline-sheet.ts';

/** A row per register and per field in which hosts differ. */
export function baselineCsv(sheet: BaselineSheet): Exported {
  const hosts = sheet.hosts.map(({ name }) => name);
  const rows = sheet.registers.flatMap(({ id, name, value, mask, own, fields }) => [
    [hex(id), name, '', '', '', hex(value & mask), ...own.map(textOf)],
    ...fields.map((field) => [
      hex(id),
      name,
      field.name,
      `${field.seg[0]}`,
      `${field.seg[1]}`,
      field.value === null ? 'none suits all' : hex(field.value),
      ...field.own.map(textOf),
    ]),
  ]);
  const head = ['id', 'register', 'field', 'msb', 'lsb', 'baseline', ...hosts];
  const text = [head, ...rows].map((row) => `${row.map(quoted).join(',')}\r\n`).join('');
  return { file: 'baseline.csv', text, notes: openNotes(sheet) };
}

export function baselineMarkdown(sheet: BaselineSheet): Exported {
  const { hosts, features, registers, cost, lacking, blocking } = sheet;
  const changed = registers.flatMap(({ name, fields }) =>
    fields.map((field) => [
      placeName(name, field.name),
      field.value === null ? '**none suits all**' : hex(field.value),
      ...field.own.map(textOf),
    ]),
  );
  const left = lacking.map(({ name, id, hosts: of, gone }) => [
    name,
    hex(id),
    of.join(', '),
    gone ? 'hidden by the baseline' : 'VMs still have it',
  ]);
  const text = [
    `# Baseline of ${hosts.length} hosts`,
    hosts.map(({ name, kernel }) => `- ${name}, Linux ${kernel}`).join('\n'),
    `VMs are made with ${features.join(', ') || 'no features'}.`,
    ...section(
      'Blocking',
      ['what', 'why'],
      blocking.map(({ name, field, because }) => [placeName(name, field), because]),
    ),
    ...section('Lost features', ['feature', 'decided by', 'because of'], cost.map(lost)),
    ...section('Fields in which the hosts differ', ['field', 'baseline', ...hosts.map(({ name }) => name)], changed),
    ...section('Registers that only some hosts list', ['register', 'id', 'not listed on', 'in the baseline'], left),
  ].join('\n\n');
  return { file: 'baseline.md', text: `${text}\n`, notes: openNotes({ ...sheet, blocking: [] }) };
}

function line(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}

function lost({ feature, field, because }: BaselineSheet['cost'][number]): string[] {
  return [feature, field, because.join(', ') || 'the choice of features'];
}

function section(title: string, head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  if (rows.length === 0) return [];
  return [`## ${title}`, [line(head), `|${'---|'.repeat(head.length)}`, ...rows.map(line)].join('\n')];
}

function textOf(value: bigint | null): string {
  return value === null ? '' : hex(value);
}

/** A cell that begins like a formula is one for a spreadsheet. */
function quoted(cell: string): string {
  const safe = /^[=+@-]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
