import { RegscopeError } from '@regscope/contract';
import type { Plan, PlanTarget } from '@regscope/registers';
import { useMutation } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { hasCode } from '../../../api/errors.ts';
import { mutations } from '../../../api/mutations.ts';
import { ErrorNote } from '../../../components/error-note.tsx';
import { ActionButton } from '../../../ui/action-button.tsx';
import { useCommands } from '../../../ui/commands.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import { useDrop } from '../../../ui/use-drop.ts';
import { sentence } from '../../../ui/sentence.ts';
import { restage } from '../edit/change-plan.ts';
import type { Staging } from '../edit/staging.ts';
import { otherTarget, readPlanFile } from './plan-file.ts';
import styles from './tray.module.css';

type ImportPlanProps = { staging: Staging; target: PlanTarget };

/** Takes a plan from a file, by button or dropped anywhere on the page. One for another VM is offered to be made anew for this one. */
export function ImportPlan({ staging: { because, find, change }, target }: ImportPlanProps) {
  const files = useRef<HTMLInputElement>(null);
  const [foreign, setForeign] = useState<Plan>();
  const [unread, setUnread] = useState<unknown>();
  const read = useMutation(mutations.readPlan());
  const close = () => {
    setForeign(undefined);
    setUnread(undefined);
    read.reset();
  };
  const take = async (file: File | undefined) => {
    if (file === undefined) return;
    close();
    try {
      if (because !== '') throw new RegscopeError('NOT_EDITABLE', because);
      const content = await readPlanFile(file);
      const plan = await read.mutateAsync({ host: target.host, vm: target.vm, content });
      if (otherTarget(plan.target, target) !== '') setForeign(plan);
      else change(() => plan.edits, 'keep');
    } catch (error) {
      setUnread(error);
    }
  };
  const ask = () => files.current?.click();
  useCommands({
    import: () => {
      if (because === '') ask();
    },
  });
  const held = useDrop(([file]) => void take(file));
  return (
    <>
      <input
        ref={files}
        type="file"
        accept=".json,application/json"
        tabIndex={-1}
        aria-label="Plan file"
        className="hidden-text"
        onChange={({ target: input }) => {
          void take(input.files?.[0]);
          // The same file can be chosen again, once it was mended.
          input.value = '';
        }}
      />
      <ActionButton
        disabledBecause={because || undefined}
        busy={read.isPending}
        title="Stage the plan of a file; or drop it anywhere on this page"
        onClick={ask}
      >
        {held === 'held' && because === '' ? 'Drop it here' : 'Import…'}
      </ActionButton>
      {unread !== undefined && <UnreadDialog error={unread} onClose={close} />}
      {foreign !== undefined && (
        <Dialog title="A plan for another VM" onClose={close}>
          <div className={styles.confirm}>
            <p>
              This plan was made for {otherTarget(foreign.target, target)}. Its {foreign.edits.length}{' '}
              {foreign.edits.length === 1 ? 'change' : 'changes'} can be staged here instead, starting from what{' '}
              <code>{target.vm}</code> holds now; what does not fit is named.
            </p>
            <div className={styles.buttons}>
              <ActionButton
                look="main"
                onClick={() => {
                  change(() => restage(foreign.edits, find), 'keep');
                  close();
                }}
              >
                Restage onto {target.vm}
              </ActionButton>
              <ActionButton onClick={close}>Cancel</ActionButton>
            </div>
          </div>
        </Dialog>
      )}
    </>
  );
}

function UnreadDialog({ error, onClose }: { error: unknown; onClose: () => void }) {
  return (
    <Dialog title="The file was not imported" onClose={onClose}>
      <div className={styles.confirm}>
        {hasCode(error, 'BAD_REQUEST') && error instanceof Error ? (
          <p role="alert">It is no plan: {sentence(error.message)}</p>
        ) : (
          <ErrorNote error={error} />
        )}
        <div className={styles.buttons}>
          <ActionButton onClick={onClose}>Close</ActionButton>
        </div>
      </div>
    </Dialog>
  );
}
