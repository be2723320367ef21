import type { RegisterList } from '@regscope/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { mutations } from '../../../api/mutations.ts';
import { Icon } from '../../../ui/icon.tsx';
import { useKeys } from '../../../ui/use-keys.ts';
import type { Staging } from '../edit/staging.ts';
import { editsIn, type VmSearch } from '../vm-search.ts';
import { linesBack } from './lines-back.ts';
import { PlanBody } from './plan-body.tsx';
import { ResultSection } from './result-section.tsx';
import { TrayActions } from './tray-actions.tsx';
import { TraySum } from './tray-sum.tsx';
import { UndoDialog } from './undo-dialog.tsx';
import { usePlan } from './use-plan.ts';
import { useResultFocus } from './use-result-focus.ts';
import styles from './tray.module.css';

type PlanTrayProps = {
  list: RegisterList;
  staging: Staging;
  search: VmSearch;
  onToggle: (tray: 'open' | 'closed') => void;
};

/** What is staged, what is known of it, and what became of it. Below the table, and there without any panel. */
export function PlanTray({ list, staging, search, onToggle }: PlanTrayProps) {
  const state = usePlan({ list, staging, text: search.plan ?? '', isAsked: search.tray === 'open' });
  const [isUndoing, setUndoing] = useState(false);
  const dismiss = useMutation(mutations.dismissResult(useQueryClient()));
  const { result } = state;
  const at = { host: list.host, vm: list.vm, createdAt: list.createdAt };
  const isBroken = editsIn(search) === undefined;
  const hasContent = staging.edits.length > 0 || result !== null;
  // Without a plan it tells which recorded hosts would take the VM as it is, once somebody asks.
  const isOpen = hasContent ? search.tray !== 'closed' : search.tray === 'open';
  const toggle = () => onToggle(isOpen ? 'closed' : 'open');
  const canUndo = staging.noApply === '' && result !== null && result.what !== 'try' && result.outcome.undo !== null;
  const region = useRef<HTMLElement>(null);
  const focusOn = useResultFocus(region, result?.outcome.attempt);
  useKeys({
    p: toggle,
    ...(canUndo ? { u: () => setUndoing(true) } : {}),
  });
  return (
    <section aria-label="Plan" className={styles.tray}>
      <div className={styles.head}>
        <h2>
          <button
            type="button"
            className={styles.toggle}
            aria-expanded={isOpen}
            aria-keyshortcuts="p"
            title={isOpen ? 'Fold the plan (p)' : 'Unfold the plan (p)'}
            onClick={toggle}
          >
            <Icon name={isOpen ? 'down' : 'up'} /> Plan
          </button>
        </h2>
        <TraySum state={state} staging={staging} isBroken={isBroken} />
        <div className={styles.actions}>
          <TrayActions state={state} staging={staging} isBroken={isBroken} onAttempted={focusOn} />
        </div>
      </div>
      {isOpen && (
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, and the keyboard must reach it
        <div className={styles.body} tabIndex={0} role="group" aria-label="Plan in detail">
          {result !== null && (
            <ResultSection
              ref={region}
              result={result}
              staged={state.isChecking ? undefined : state.report?.plan}
              whyNoUndo={staging.noApply || undefined}
              onUndo={() => setUndoing(true)}
              onDismiss={() => dismiss.mutate(at)}
            />
          )}
          {(staging.edits.length > 0 || result === null) && <PlanBody state={state} staging={staging} list={list} />}
        </div>
      )}
      {isUndoing && result !== null && (
        <UndoDialog
          attempt={result.outcome.attempt}
          at={at}
          lines={linesBack(result.outcome.writes, list.registers)}
          onUndone={focusOn}
          onClose={() => setUndoing(false)}
        />
      )}
    </section>
  );
}
