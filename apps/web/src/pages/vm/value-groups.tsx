import { useState } from 'react';
import { BitStrip } from '../../components/bit-strip.tsx';
import { formatRanges, formatValue, type Radix } from '../../components/format-value.ts';
import { differingBits, outcomeText, type VcpuGroup } from '../../components/group-vcpus.ts';
import { OutcomeText } from '../../components/outcome-text.tsx';
import { ActionButton } from '../../ui/action-button.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import styles from './register-panel.module.css';

const FOLDED = 8;

/** Each different answer once, with the vCPUs that gave it, its bits, and where it is not like the others. */
export function ValueGroups({ groups, bytes, radix }: { groups: readonly VcpuGroup[]; bytes: number; radix: Radix }) {
  const [isOpen, setOpen] = useState(false);
  const values = groups.flatMap(({ outcome }) => (outcome.kind === 'value' ? [BigInt(outcome.value)] : []));
  const marks = differingBits(values);
  const shown = isOpen ? groups : groups.slice(0, FOLDED);
  return (
    <>
      {marks !== 0n && (
        <p className={styles.legend}>
          <span className={styles.mark} aria-hidden="true" /> bits that differ between vCPUs
        </p>
      )}
      {shown.map(({ outcome, vcpus }) => (
        <div key={outcomeText(outcome)} className={styles.group}>
          {outcome.kind === 'value' ? (
            <>
              <p className={styles.value}>
                <span className={styles.vcpus}>vCPU {formatRanges(vcpus)}</span>
                <CopyButton text={copyText(outcome.value, radix)} what={`the value of vCPU ${formatRanges(vcpus)}`} />
                <span>{formatValue(outcome.value, { radix, bytes })}</span>
              </p>
              <BitStrip
                value={BigInt(outcome.value)}
                bits={bytes * 8}
                marks={marks}
                label={`value of vCPU ${formatRanges(vcpus)}`}
              />
            </>
          ) : (
            <p className={styles.value}>
              <span className={styles.vcpus}>vCPU {formatRanges(vcpus)}</span>
              <OutcomeText outcome={outcome} bytes={bytes} room={40} />
              <span className={styles.because}>
                {outcome.kind === 'refused' ? 'KVM_GET_ONE_REG was refused.' : 'The vCPU does not list this register.'}
              </span>
            </p>
          )}
        </div>
      ))}
      {groups.length > FOLDED && (
        <ActionButton onClick={() => setOpen(!isOpen)}>
          {isOpen ? `Show the first ${FOLDED}` : `Show all ${groups.length} values`}
        </ActionButton>
      )}
    </>
  );
}

function copyText(value: string, radix: Radix): string {
  return radix === 'hex' ? value : formatValue(value, { radix, bytes: 1 }).replaceAll(' ', '');
}
