import { MOST_BYTES } from '@regscope/captures';
import { CompareVms, paths, VmComparison, type SideToCompare } from '@regscope/contract';
import type { Hosts, Snapshot } from '@regscope/sources';
import type { App, Deps } from '../app.ts';
import { recordedFrom } from '../recorded-from.ts';
import { vmComparison } from '../vm-comparison.ts';

/** Base64 takes four characters for three bytes. */
const MOST_BODY = 2 * MOST_BYTES;

export function compareRoutes(app: App, { hosts }: Deps): void {
  const config = { role: 'viewer' } as const;
  const schema = { body: CompareVms, response: { 200: VmComparison } };
  app.post(paths.compare(), { config, schema, bodyLimit: MOST_BODY }, async ({ body: { sides, raw } }) => {
    const snapshots = await Promise.all(sides.map((side) => snapshotOf(hosts, side)));
    return vmComparison(snapshots, raw ? 'raw' : 'settled');
  });
}

async function snapshotOf(hosts: Hosts, side: SideToCompare): Promise<Snapshot> {
  if ('vm' in side) return (await hosts.find(side.host)).snapshot(side.vm);
  return recordedFrom(Buffer.from(side.base64, 'base64'), side.file).host.snapshot('1');
}
