import { MOST_BYTES } from '@regscope/captures';
import { baseline, chosenFeatures, whyNoBaseline, type BaselineHost } from '@regscope/checks';
import {
  AskBaseline,
  Baseline,
  BaselineExport,
  ExportBaseline,
  paths,
  RegscopeError,
  type AskBaseline as Asked,
} from '@regscope/contract';
import type { App, Deps } from '../app.ts';
import { baselineSheet } from '../baselines/baseline-sheet.ts';
import { exportBaseline } from '../baselines/export-baseline.ts';
import { hostsToSuit, type Recordings } from '../baselines/hosts-to-suit.ts';
import type { Profiles } from '../profiles.ts';
import { triedBaseline } from '../baselines/tried-baseline.ts';
import { untilGone } from '../until-gone.ts';
import { wireBaseline } from '../baselines/wire-baseline.ts';

/** Base64 takes four characters for three bytes, and several files may come. */
const MOST_BODY = 4 * MOST_BYTES;

export function baselineRoutes(app: App, { hosts, profiles }: Deps & { profiles: Profiles }): void {
  const known = { captures: hosts.captures, profiles };
  const config = { role: 'viewer' } as const;

  app.post(
    paths.baselines(),
    { config, schema: { body: AskBaseline, response: { 200: Baseline } }, bodyLimit: MOST_BODY },
    async ({ body }) => {
      const found = await hostsOf(known, body);
      return wireBaseline(found, baseline(found, body.features));
    },
  );

  app.post(
    paths.tryBaseline(),
    { config: { role: 'editor' }, schema: { body: AskBaseline, response: { 200: Baseline } }, bodyLimit: MOST_BODY },
    async ({ body }, reply) => {
      const signal = untilGone(reply, 'the trial');
      const found = await hostsOf(known, body);
      const made = baseline(found, body.features);
      return wireBaseline(
        found,
        made,
        await triedBaseline(made, { hosts, signal, names: found.map(({ name }) => name) }),
      );
    },
  );

  app.post(
    paths.exportBaseline(),
    { config, schema: { body: ExportBaseline, response: { 200: BaselineExport } }, bodyLimit: MOST_BODY },
    async ({ body }) => {
      const { hosts: named } = body;
      const features = body.features ?? featuresFor(body.format, await hostsOf(known, { hosts: named }));
      const asked = { hosts: named, ...(features === undefined ? {} : { features }) };
      const found = await hostsOf(known, asked);
      return exportBaseline(baselineSheet(found, baseline(found, features)), body);
    },
  );
}

async function hostsOf(known: Recordings, { hosts, features }: Asked): Promise<BaselineHost[]> {
  const found = await hostsToSuit(known, { hosts, ...(features === undefined ? {} : { features }) });
  const because = whyNoBaseline(found);
  if (because !== undefined) throw new RegscopeError('BAD_REQUEST', because, {});
  return found;
}

/** Firecracker makes VMs without a PMU (src/vmm/src/arch/aarch64/vcpu.rs). */
function featuresFor(format: BaselineExport['format'], hosts: readonly BaselineHost[]): string[] | undefined {
  return format === 'firecracker' ? chosenFeatures(hosts).filter((name) => name !== 'pmu') : undefined;
}
