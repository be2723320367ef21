import { useClipboard } from '@mantine/hooks';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { mutations } from '../../../api/mutations.ts';
import { ErrorNote } from '../../../components/error-note.tsx';
import { ActionButton } from '../../../ui/action-button.tsx';
import { useCommands } from '../../../ui/commands.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import { saveFile } from '../../../ui/save-file.ts';
import { useKeys } from '../../../ui/use-keys.ts';
import type { Staging } from '../edit/staging.ts';
import { ApplyDialog } from './apply-dialog.tsx';
import { ImportPlan } from './import-plan.tsx';
import { planFile } from './plan-file.ts';
import type { PlanState } from './use-plan.ts';
import { whyNoLink, whyNoPlan, whyNotApply } from './why-not.ts';

type TrayActionsProps = {
  state: PlanState;
  staging: Staging;
  isBroken: boolean;
  /** Something was written, or refused: the attempt of this name. */
  onAttempted: (attempt: string) => void;
};

/** What can be done with the plan, and why not. */
export function TrayActions({ state, staging, isBroken, onAttempted }: TrayActionsProps) {
  const { plan, refusals, report, isChecking } = state;
  const [isApplying, setApplying] = useState(false);
  const { copy, copied } = useClipboard({ timeout: 1200 });
  const tryOut = useMutation(mutations.tryPlan(useQueryClient()));
  const { edits, noApply: because, change } = staging;
  const { host, vm } = plan.target;
  const standing = { because, edits: edits.length, refusals, isBroken };
  const noApply = whyNotApply(standing);
  const noPlan = whyNoPlan(standing);
  const noLink = whyNoLink(standing, window.location.href);
  // Nobody confirms what is not yet written down in full.
  const notYet = noApply ?? (isChecking || report === undefined ? 'The plan is being checked.' : undefined);
  const attempt = () => {
    if (noApply === undefined && !tryOut.isPending) tryOut.mutate({ host, vm, plan });
  };
  const apply = () => {
    if (notYet === undefined) setApplying(true);
  };
  const discard = () => change(() => [], 'keep');
  const copyLink = () => {
    if (noLink === undefined) copy(window.location.href);
  };
  const save = () => {
    const { name, text } = planFile(plan);
    if (noPlan === undefined) saveFile(name, { text, type: 'application/json' });
  };
  useKeys({ t: attempt, a: apply });
  useCommands({ try: attempt, apply, discard, copy: copyLink, export: save });
  return (
    <>
      <ActionButton
        disabledBecause={noApply}
        busy={tryOut.isPending}
        keys="t"
        title="Ask the kernel, on a scratch VM of the same shape"
        onClick={attempt}
      >
        Try&nbsp;<kbd aria-hidden="true">t</kbd>
      </ActionButton>
      <ActionButton disabledBecause={notYet} keys="a" look="main" title="Write it to this VM" onClick={apply}>
        Apply…&nbsp;<kbd aria-hidden="true">a</kbd>
      </ActionButton>
      <ActionButton
        disabledBecause={edits.length === 0 && !isBroken ? 'Nothing is staged.' : undefined}
        title="Stage nothing; the way back brings it again"
        onClick={discard}
      >
        Discard
      </ActionButton>
      <ActionButton
        disabledBecause={noLink}
        title="The address of this page: it shows a colleague the same plan"
        onClick={copyLink}
      >
        {copied ? 'Copied' : 'Copy link'}
      </ActionButton>
      <ActionButton disabledBecause={noPlan} title="The plan as a file, for the command line too" onClick={save}>
        Export
      </ActionButton>
      <ImportPlan staging={staging} target={plan.target} />
      {isApplying && report !== undefined && (
        <ApplyDialog
          plan={plan}
          writes={report.writes}
          onDone={({ outcome, attempt: name }) => {
            if (outcome === 'applied') change(() => []);
            onAttempted(name);
          }}
          onClose={() => setApplying(false)}
        />
      )}
      {tryOut.error !== null && (
        <Dialog title="The plan was not tried" onClose={() => tryOut.reset()}>
          <ErrorNote error={tryOut.error} />
        </Dialog>
      )}
    </>
  );
}
