// FEAT_ names by VMs, as the page and the command line show them side by side.
import type { VmFeatures } from './features-wire.ts';

/** `fields` are those by which any of the VMs decides; `cells` has one entry per VM, undefined where there is no answer at all. */
export type FeatureRow = { name: string; fields: readonly string[]; cells: readonly (FeatureCell | undefined)[] };

export type FeatureCell = Pick<VmFeatures['features'][number], 'answer' | 'fields'>;

/** One row per FEAT_ name that any of the VMs knows, by name. `undefined` stands for a VM that could not be read. */
export function featureMatrix(vms: readonly (Pick<VmFeatures, 'features'> | undefined)[]): FeatureRow[] {
  const byName = vms.map((vm) => new Map(vm?.features.map((feature) => [feature.name, feature])));
  const names = new Set(byName.flatMap((features) => [...features.keys()]));
  return [...names].toSorted(inOrder).map((name) =>
    rowOf(
      name,
      byName.map((features) => features.get(name)),
    ),
  );
}

/** Whether the VMs answer differently; one that gives no answer at all is not asked. */
export function isDiffering({ cells }: FeatureRow): boolean {
  return new Set(cells.filter((cell) => cell !== undefined).map(({ answer }) => answer)).size > 1;
}

export function hasAnswer({ cells }: FeatureRow, wanted: boolean | null): boolean {
  return cells.some((cell) => cell?.answer === wanted);
}

/** Whether the name or a field contains the text, in any case. Words are all required, commas stand between alternatives. */
export function isNamed({ name, fields }: FeatureRow, text: string): boolean {
  const all = [name, ...fields].join(' ').toLowerCase();
  const choices = text
    .toLowerCase()
    .split(',')
    .map(wordsOf)
    .filter((words) => words.length > 0);
  return choices.length === 0 || choices.some((words) => words.every((word) => all.includes(word)));
}

function rowOf(name: string, cells: readonly (FeatureCell | undefined)[]): FeatureRow {
  const fields = cells.flatMap((cell) => cell?.fields.map((field) => field.name) ?? []);
  return { name, fields: [...new Set(fields)], cells };
}

function wordsOf(text: string): string[] {
  return text.split(/\s+/).filter((word) => word !== '');
}

/** FEAT_nTLBPA among the Ns, FEAT_PMUv3p9 before FEAT_PMUv3p10. */
const { compare: inOrder } = new Intl.Collator('en', { numeric: true });
