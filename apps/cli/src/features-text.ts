// The answer of `regscope features` as people read it: a line per source, then feature by sources.
import type { FeatureCell, FeatureRow, VmFeatures } from '@regscope/contract';
import { table } from './output.ts';

/** What was read of each source that was named, under the name that was typed. */
export type FeaturesBySource = ReadonlyMap<string, VmFeatures>;

export function featuresText(sources: FeaturesBySource, { shown, all }: { shown: readonly FeatureRow[]; all: number }) {
  const heads = [...sources.values()].map((_, at) => letter(at));
  const legend = [...sources].map(([source, of], at) => `${letter(at)}  ${source}: ${versionText(of)}`);
  if (all === 0) return legend.join('\n');
  const count = `${shown.length === all ? '' : `${shown.length} of `}${all} feature${all === 1 ? '' : 's'}`;
  const rows = shown.map((row) => [row.name, ...row.cells.map((cell) => answerText(cell?.answer)), decidedBy(row)]);
  return [
    ...legend,
    '',
    ...(shown.length === 0 ? [] : [table(['feature', ...heads, 'decided by'], rows), '']),
    count,
  ].join('\n');
}

/** `Armv8.2-A; Armv8.3-A lacks FEAT_PAuth`. */
function versionText({ arch, version: { version, next, lacks, unread, untold }, features }: VmFeatures): string {
  if (features.length === 0)
    return `${arch}: only Arm names features FEAT_…; "regscope list" shows the registers of this VM`;
  return [
    version ?? 'no version of the architecture is there in full',
    ...(next === null || lacks.length === 0 ? [] : [`${next} lacks ${lacks.join(', ')}`]),
    ...(next === null || unread.length === 0 ? [] : [`for ${next} these could not be read: ${unread.join(', ')}`]),
    ...(untold.length === 0 ? [] : [`no register tells of ${untold.join(', ')}`]),
  ].join('; ');
}

function answerText(answer: boolean | null | undefined): string {
  if (answer === undefined) return '-';
  return answer === null ? '?' : answer ? 'yes' : 'no';
}

/** `ID_AA64PFR0_EL1.SVE=0x1`, or with a value per source where they are not the same: `=0x1,0x0`. */
function decidedBy({ fields, cells }: FeatureRow): string {
  return fields.map((name) => `${name}=${valuesText(name, cells)}`).join(' ');
}

function valuesText(name: string, cells: FeatureRow['cells']): string {
  const values = cells.map((cell) => (cell === undefined ? '-' : valueOf(name, cell)));
  const [first = '-', ...others] = new Set(values.filter((value) => value !== '-'));
  return others.length === 0 ? first : values.join(',');
}

function valueOf(name: string, { fields }: FeatureCell): string {
  return fields.find((field) => field.name === name)?.value ?? '?';
}

/** Sources are often longer than their answers: columns are headed A, B, C, as the lines above them say. */
function letter(at: number): string {
  return at < 26 ? String.fromCodePoint(65 + at) : `#${at + 1}`;
}
