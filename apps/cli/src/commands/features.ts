import {
  featureMatrix,
  hasAnswer,
  isDiffering,
  isNamed,
  type Client,
  type FeatureRow,
  type VmFeatures,
} from '@regscope/contract';
import type { Command } from 'commander';
import { connect } from '../connect.ts';
import { featuresText, type FeaturesBySource } from '../features-text.ts';
import { answerWith, type JsonOption } from '../output.ts';
import { isFile, readFileBytes } from '../read-file.ts';
import { mustBeSource, withSource } from '../source.ts';
import { withProgress } from '../with-progress.ts';

type FeaturesOptions = JsonOption & { has?: true; differs?: true; find?: string };

export function featuresCommand(program: Command): void {
  program
    .command('features')
    .description(
      'the FEAT_ names that VMs have, side by side: HOST/VM, or HOST/new for a VM made for this command, or a file',
    )
    .argument('<source...>')
    .option('--has', 'only features that one of the sources has')
    .option('--differs', 'only features in which the sources differ')
    .option(
      '--find <text>',
      'only features whose name or deciding field contains the text; commas between alternatives',
    )
    .option('--json', 'one JSON document')
    .action(async (named: string[], options: FeaturesOptions) => {
      // Before the first VM is made: a mistake in the last argument must not cost the work for the others.
      named.forEach(mustBeSource);
      await using connected = await connect();
      const sources = await withProgress(connected.client, readAll(connected.client, new Set(named)));
      const rows = featureMatrix([...sources.values()]);
      const shown = rows.filter((row) => isWanted(row, options));
      answerWith(jsonOf(sources, shown), options, () => featuresText(sources, { shown, all: rows.length }));
    });
}

async function readAll(client: Client, named: ReadonlySet<string>): Promise<FeaturesBySource> {
  const read = new Map<string, Awaited<ReturnType<Client['features']>>>();
  for (const source of named) read.set(source, await featuresOf(client, source));
  return read;
}

async function featuresOf(client: Client, source: string): Promise<VmFeatures> {
  if (isFile(source)) return client.lookAtFeatures(source, readFileBytes(source));
  return withSource(client, source, ({ host, vm }) => client.features(host, vm));
}

function isWanted(row: FeatureRow, { has, differs, find }: FeaturesOptions): boolean {
  return (has !== true || hasAnswer(row, true)) && (differs !== true || isDiffering(row)) && isNamed(row, find ?? '');
}

/** A source without FEAT_ names answers null beside one that has them: it cannot be told. */
function jsonOf(sources: FeaturesBySource, rows: readonly FeatureRow[]) {
  const names = [...sources.keys()];
  const answers = ({ cells }: FeatureRow) =>
    Object.fromEntries(names.map((name, at) => [name, cells[at]?.answer ?? null]));
  return {
    features: Object.fromEntries(rows.map((row) => [row.name, answers(row)])),
    versions: Object.fromEntries([...sources].map(([name, { version }]) => [name, version])),
  };
}
