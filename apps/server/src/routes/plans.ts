import { paths, planOf, PlanReach, PlanReport, StageEdits, wirePlan, WirePlan } from '@regscope/contract';
import type { App, Deps } from '../app.ts';
import { planReport } from '../edits/plan-report.ts';
import { Takers } from '../edits/takers.ts';
import { stageAssignments } from '../edits/stage-assignments.ts';
import { vmToEdit } from '../edits/vm-to-edit.ts';
import type { Profiles } from '../profiles.ts';
import { route, VmParams } from './params.ts';

/** What can be said of plans without changing anything. */
export function planRoutes(app: App, deps: Deps & { profiles: Profiles }): void {
  const { hosts } = deps;
  const takers = new Takers(deps.profiles);
  const params = VmParams;
  const config = { role: 'viewer' } as const;
  const read = async ({ host, vm }: { host: string; vm: string }) =>
    vmToEdit(hosts, await (await hosts.find(host)).snapshot(vm));

  app.post(
    route(paths.stagePlan(':host', ':vm')),
    { config, schema: { params, body: StageEdits, response: { 200: WirePlan } } },
    async ({ params: at, body: { assignments, vcpu } }) => {
      const vm = await read(at);
      return wirePlan({ target: vm.target, edits: stageAssignments(assignments, vcpu, vm) });
    },
  );

  app.post(
    route(paths.checkPlan(':host', ':vm')),
    { config, schema: { params, body: WirePlan, response: { 200: PlanReport } } },
    async ({ params: at, body }) => planReport(planOf(body), await read(at)),
  );

  app.post(
    route(paths.reachOfPlan(':host', ':vm')),
    { config, schema: { params, body: WirePlan, response: { 200: PlanReach } } },
    async ({ params: at, body }) => takers.of(planOf(body), await read(at)),
  );
}
