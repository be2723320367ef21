import { unreachable } from '@regscope/registers';
import { Icon } from '../ui/icon.tsx';
import { padHex, shortenHex } from './format-value.ts';
import type { Outcome } from './group-vcpus.ts';
import styles from './outcome-text.module.css';

/** `room` in characters; brief leaves the leading zeros out. */
type OutcomeTextProps = { outcome: Outcome; bytes: number; room: number; isBrief?: boolean };

/** One answer in one line: a value at its full width with pale leading zeros, a refusal, or that there is none. */
export function OutcomeText({ outcome, bytes, room, isBrief = false }: OutcomeTextProps) {
  switch (outcome.kind) {
    case 'value':
      return isBrief ? (
        <>{shortenHex(outcome.value, room)}</>
      ) : (
        <Value value={outcome.value} bytes={bytes} room={room} />
      );
    case 'refused':
      return (
        <span className={styles.refused} title={`KVM_GET_ONE_REG answered ${outcome.errno}`}>
          <Icon name="warning" /> {outcome.errno}
        </span>
      );
    case 'absent':
      return (
        <span className={styles.absent} title="KVM_GET_REG_LIST of this vCPU does not have the register">
          <Icon name="dash" /> absent
        </span>
      );
    default:
      return unreachable(outcome);
  }
}

function Value({ value, bytes, room }: { value: string; bytes: number; room: number }) {
  const { zeros, digits } = padHex(value, bytes);
  const whole = `0x${zeros}${digits}`;
  if (whole.length > room) {
    const [head = '', tail = ''] = shortenHex(whole, room).split('…');
    const pale = Math.min(head.length, 2 + zeros.length);
    return (
      <>
        <span className={styles.zeros}>{head.slice(0, pale)}</span>
        {head.slice(pale)}
        <span className={styles.zeros}>…{value === '0x0' ? tail.slice(0, -1) : leadingZeros(tail)}</span>
        {value === '0x0' ? '0' : tail.slice(leadingZeros(tail).length)}
      </>
    );
  }
  return (
    <>
      <span className={styles.zeros}>0x{zeros}</span>
      {digits}
    </>
  );
}

function leadingZeros(text: string): string {
  return /^0*(?=.)/.exec(text)?.[0] ?? '';
}
