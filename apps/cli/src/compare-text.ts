// The answer of `regscope compare` as people read it.
import type { VmComparison } from '@regscope/contract';
import { table } from './output.ts';

const A = 65;

type Difference = VmComparison['differences'][number];

export function compareText({ sides, differences, leftOut, same }: VmComparison): string {
  const letters = sides.map((_, n) => String.fromCodePoint(A + n));
  const legend = sides.map(
    ({ name, kernel, cpu, registers, vcpus }, n) =>
      `${letters[n]}  ${name}: Linux ${kernel}, ${cpu ?? 'CPU unknown'}, ${registers} registers, ${vcpus} vCPU${vcpus === 1 ? '' : 's'}`,
  );
  const rows = differences.flatMap((one) => rowsOf(one));
  return [
    ...legend,
    '',
    ...(rows.length === 0 ? [] : [table(['register', 'what', ...letters], rows), '']),
    [
      ...counts(differences),
      `${same} the same`,
      ...(leftOut.length === 0
        ? []
        : [
            `${leftOut.length} left out (${leftOut.map(({ name }) => name).join(', ')}: they change by themselves; --raw compares them)`,
          ]),
    ].join(', '),
  ].join('\n');
}

function rowsOf({ name, what, values, fields }: Difference): string[][] {
  const whole = [name, what, ...values.map((all) => (all === null ? '-' : valueText(all)))];
  return [
    whole,
    ...fields.map((field) => [
      `  ${field.name}`,
      '',
      ...field.values.map((value, n) => [value ?? '-', field.meanings[n] ?? ''].filter(Boolean).join(' ')),
    ]),
  ];
}

/** One value when all vCPUs agree; else each in turn. */
function valueText(values: readonly (string | null)[]): string {
  const cells = values.map((value) => value ?? '?');
  return new Set(cells).size === 1 ? (cells[0] ?? '') : cells.map((cell, vcpu) => `${vcpu}:${cell}`).join(' ');
}

function counts(differences: readonly Difference[]): string[] {
  const kinds = ['lost', 'gained', 'different', 'partly listed'] as const;
  return kinds.flatMap((kind) => {
    const count = differences.filter(({ what }) => what === kind).length;
    return count === 0 && kind === 'partly listed' ? [] : [`${count} ${kind}`];
  });
}
