import { paths, planOf, PlanOutcome, WirePlan } from '@regscope/contract';
import { Type } from 'typebox';
import type { App, Deps } from '../app.ts';
import { Editor } from '../edits/editor.ts';
import { route, VmParams } from './params.ts';

/** Plans that are tried, applied and taken back. */
export function editRoutes(app: App, deps: Deps): void {
  const editor = new Editor(deps);
  const config = { role: 'editor' } as const;
  const schema = { params: VmParams, body: WirePlan, response: { 200: PlanOutcome } };

  app.post(route(paths.tryPlan(':host', ':vm')), { config, schema }, async ({ params, body, who }) =>
    editor.try({ ...params, who }, planOf(body)),
  );

  app.post(route(paths.applyPlan(':host', ':vm')), { config, schema }, async ({ params, body, who }) =>
    editor.apply({ ...params, who }, planOf(body)),
  );

  const Attempt = Type.Object(
    { attempt: Type.String({ minLength: 1, maxLength: 120 }) },
    { additionalProperties: false },
  );
  app.post(
    route(paths.undo(':host', ':vm')),
    { config, schema: { ...schema, body: Attempt } },
    async ({ params, body: { attempt }, who }) => editor.undo({ ...params, who }, attempt),
  );
}
