import { restoreOrder } from '@regscope/checks';
import { paths, TrialAnswer, TryState } from '@regscope/contract';
import { loadOn } from '@regscope/sources';
import type { App, Deps } from '../app.ts';
import { MOST_BODY, snapshotOf } from '../side-snapshot.ts';
import { stateOf } from '../trial/state-of.ts';
import { trialAnswer } from '../trial/trial-answer.ts';
import { untilGone } from '../until-gone.ts';

/** It makes a VM, as those do who create one. */
export function trialRoutes(app: App, { hosts }: Deps): void {
  const config = { role: 'editor' } as const;
  const schema = { body: TryState, response: { 200: TrialAnswer } };
  app.post(paths.trials(), { config, schema, bodyLimit: MOST_BODY }, async ({ body }, reply) => {
    const { from, to, vmm, features } = body;
    const signal = untilGone(reply, 'the trial');
    const host = await hosts.use(to);
    const snapshot = await snapshotOf(hosts, from);
    const state = stateOf(snapshot, from, features);
    const loaded = await loadOn(host, state, { order: (ids) => restoreOrder(vmm, ids), signal });
    return trialAnswer(loaded, { vmm, state, snapshot });
  });
}
