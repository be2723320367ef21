import type { Attachment } from '@regscope/contract';
import { useId, useState } from 'react';
import { Badge } from '../../ui/badge.tsx';
import { Icon } from '../../ui/icon.tsx';
import { TimeAgo } from '../../ui/time-ago.tsx';
import { stopsSum } from './attach-words.ts';
import styles from './attached.module.css';
import { StopTable } from './stop-table.tsx';

/** When the registers were read, and what that cost the VM; vCPU by vCPU for who unfolds it. */
export function ReadLine({ attachment }: { attachment: Attachment }) {
  const [isOpen, setOpen] = useState(false);
  const table = useId();
  const { last, rest } = stopsSum(attachment);
  const { readAt, stops, despiteFilters } = attachment;
  return (
    <section aria-label="Reading" className={styles.reading}>
      <p>
        <span>
          read <TimeAgo at={readAt} />
        </span>
        <span>
          {stops.length === 1 ? 'its vCPU' : `each of ${stops.length} vCPUs`} stood still {last}
          {rest !== '' && <span className="soft">, {rest}</span>}
        </span>
        {stops.length > 1 && (
          <button
            type="button"
            className={styles.fold}
            aria-expanded={isOpen}
            aria-controls={table}
            onClick={() => setOpen(!isOpen)}
          >
            <Icon name={isOpen ? 'up' : 'down'} /> vCPU by vCPU
          </button>
        )}
        {despiteFilters && (
          <Badge tone="warn" icon="warning" title="Filters of the VMM forbid it; they were suspended meanwhile.">
            despite its seccomp filters
          </Badge>
        )}
      </p>
      <div id={table}>{isOpen && <StopTable stops={stops} />}</div>
    </section>
  );
}
