import { useId, useState } from 'react';
import { BitStrip, type StripField } from '../../components/bit-strip.tsx';
import type { Lit } from '../../components/use-lit.ts';
import { formatRanges, formatValue, type Radix } from '../../components/format-value.ts';
import { outcomeText, type VcpuGroup } from '../../components/group-vcpus.ts';
import { OutcomeText } from '../../components/outcome-text.tsx';
import { ActionButton } from '../../ui/action-button.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { focusField } from '../../components/focus-field.ts';
import styles from './register-panel.module.css';

const FOLDED = 8;

type ValueGroupsProps = {
  groups: readonly VcpuGroup[];
  bytes: number;
  radix: Radix;
  /** Bits in which the values differ. */
  marks: bigint;
  /** The value that is taken apart, and its fields. */
  chosen: { key: string | undefined; fields: readonly StripField[]; lit: Lit };
  /** `of others`: the chosen value has switches elsewhere, and needs no picture here. */
  picture: 'of all' | 'of others';
  /** What the vCPUs of a group are to hold. */
  stagedOf: (group: { value: bigint; vcpus: readonly number[] }) => readonly bigint[];
  onChoose: (key: string) => void;
};

/** Each different answer once, with the vCPUs that gave it, its bits, and where it is not like the others. */
export function ValueGroups(props: ValueGroupsProps) {
  const { groups, bytes, radix, marks, chosen, picture, stagedOf, onChoose } = props;
  const [isOpen, setOpen] = useState(false);
  const choice = useId();
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
                {marks === 0n ? (
                  <span className={styles.vcpus}>vCPU {formatRanges(vcpus)}</span>
                ) : (
                  <label className={styles.vcpus} title="Show the fields of this value">
                    <input
                      type="radio"
                      name={choice}
                      className={styles.choice}
                      checked={outcome.value === chosen.key}
                      onChange={() => onChoose(outcome.value)}
                    />{' '}
                    vCPU {formatRanges(vcpus)}
                  </label>
                )}
                <CopyButton text={copyText(outcome.value, radix)} what={`the value of vCPU ${formatRanges(vcpus)}`} />
                <span>{formatValue(outcome.value, { radix, bytes })}</span>
                <StagedNote value={BigInt(outcome.value)} staged={stagedOf({ value: BigInt(outcome.value), vcpus })} />
              </p>
              {(picture === 'of all' || outcome.value !== chosen.key) && (
                <BitStrip
                  value={BigInt(outcome.value)}
                  bits={bytes * 8}
                  marks={marks}
                  label={`value of vCPU ${formatRanges(vcpus)}`}
                  {...(outcome.value === chosen.key ? litStrip(chosen) : {})}
                />
              )}
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

function StagedNote({ value, staged }: { value: bigint; staged: readonly bigint[] }) {
  if (staged.every((one) => one === value)) return null;
  return (
    <span className={styles.staged}>
      <Icon name="pen" /> {staged.length === 1 ? 'staged' : 'staged for some'}
    </span>
  );
}

/** Only the value that is taken apart has frames, and leads to the rows of its fields. */
function litStrip({ fields, lit }: ValueGroupsProps['chosen']) {
  return { fields, lit: lit.mask, onPoint: lit.pointAtBit, onPick: () => focusField(lit.key) };
}

function copyText(value: string, radix: Radix): string {
  return radix === 'hex' ? value : formatValue(value, { radix, bytes: 1 }).replaceAll(' ', '');
}
