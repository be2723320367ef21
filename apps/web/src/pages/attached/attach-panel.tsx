import type { Sighting } from '@regscope/contract';
import { ActionButton } from '../../ui/action-button.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import { AttachRefusal } from './attach-refusal.tsx';
import { attachText, vmmKind } from './attach-words.ts';
import styles from './attach.module.css';
import type { Attaching } from './use-attach.ts';

/** Before anybody attached: why there are no registers, and how to have them. */
export function AttachPanel({ sighting, attaching }: { sighting: Sighting; attaching: Attaching }) {
  const { because, begin, isPending, isUnasked, remember } = attaching;
  useKeys({ a: begin });
  return (
    <section aria-label="Attach" className={styles.panel}>
      <p className={styles.title}>Its registers have not been read.</p>
      <p className="soft">
        KVM gives them to the VM’s own process alone. To read them, regscope attaches to its vCPU threads for a moment;
        what stands below is what the kernel tells without that.
      </p>
      <div className={styles.buttons}>
        <ActionButton look="main" keys="a" busy={isPending} disabledBecause={because} onClick={begin}>
          {attachText(sighting.vm)}&nbsp;<kbd aria-hidden="true">a</kbd>
        </ActionButton>
        {isUnasked && (
          <span className="soft">
            {vmmKind(sighting)} is attached to without asking.{' '}
            <ActionButton onClick={() => remember('ask')}>Ask again</ActionButton>
          </span>
        )}
      </div>
      <AttachRefusal attaching={attaching} />
    </section>
  );
}
