import { CompareVms, paths, VmComparison } from '@regscope/contract';
import type { App, Deps } from '../app.ts';
import { MOST_BODY, snapshotOf } from '../side-snapshot.ts';
import { vmComparison } from '../vm-comparison.ts';

export function compareRoutes(app: App, { hosts }: Deps): void {
  const config = { role: 'viewer' } as const;
  const schema = { body: CompareVms, response: { 200: VmComparison } };
  app.post(paths.compare(), { config, schema, bodyLimit: MOST_BODY }, async ({ body: { sides, raw } }) => {
    const snapshots = await Promise.all(sides.map((side) => snapshotOf(hosts, side)));
    return vmComparison(snapshots, raw ? 'raw' : 'settled');
  });
}
