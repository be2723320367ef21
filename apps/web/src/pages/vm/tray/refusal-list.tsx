import { decodeId, type Edit } from '@regscope/registers';
import { ActionButton } from '../../../ui/action-button.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { sentence } from '../../../ui/sentence.ts';
import { restage } from '../edit/change-plan.ts';
import type { Staging } from '../edit/staging.ts';
import type { ShownRefusal } from './use-plan.ts';
import styles from './tray.module.css';

const MOST = 20;

/** What is wrong with the plan, change by change, with what can be done about it. */
export function RefusalList({ refusals, staging }: { refusals: readonly ShownRefusal[]; staging: Staging }) {
  const { edits, find, change } = staging;
  if (refusals.length === 0) return null;
  const isStale = refusals.some(({ code }) => code === 'STALE');
  const drop = (at: number) => change((now) => now.filter((_, n) => n !== at));
  return (
    <section aria-label="Refused" className={styles.refused}>
      <h3>
        <Icon name="warning" /> {refusals.length === 1 ? 'A change cannot be made' : `${refusals.length} problems`}
      </h3>
      <ul>
        {refusals.slice(0, MOST).map(({ edit, name, code, because }) => (
          <li key={`${edit} ${code}`}>
            <span>
              <WhatOf name={name} edit={edits[edit ?? -1]} />
              {sentence(because)} <code className="faint">{code}</code>
            </span>
            {edit !== null && <ActionButton onClick={() => drop(edit)}>Drop</ActionButton>}
          </li>
        ))}
      </ul>
      {refusals.length > MOST && <p className="soft">and {refusals.length - MOST} more.</p>}
      {isStale && (
        <p className={styles.remedy}>
          <ActionButton
            disabledBecause={staging.because || undefined}
            onClick={() => change((now) => restage(now, find), 'keep')}
          >
            Restage from present values
          </ActionButton>
          <span className="soft">The wishes stay; what they start from becomes what the VM holds now.</span>
        </p>
      )}
    </section>
  );
}

/** A register that the VM does not list has a name all the same. */
function WhatOf({ name, edit }: { name: string | null; edit: Edit | undefined }) {
  const shown = name ?? (edit === undefined ? '' : decodeId(edit.id).name);
  return (
    <>
      {shown !== '' && <code className={styles.name}>{shown} </code>}
      {edit !== undefined && edit.vcpu !== null && `vCPU ${edit.vcpu}: `}
    </>
  );
}
