import type { RoundTripAnswer, WireVerdict } from '@regscope/contract';
import { Link } from '@tanstack/react-router';
import { addressText, type VmAddress } from '../../api/vm-address.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import { sentence } from '../../ui/sentence.ts';
import { editCommand } from './verdict-markdown.ts';
import styles from './verdict.module.css';

/** What must change before the first run, ready to be staged or run. Nothing where nothing can be changed. */
export function ChangesSection({ answer, from }: { answer: RoundTripAnswer; from: VmAddress }) {
  const { amend, assignments, plan, after, there } = answer;
  if (amend.length === 0)
    return there.verdict === 'refused' ? (
      <section aria-labelledby="changes" className={styles.box}>
        <h2 id="changes">No change of the VM helps</h2>
        <p className="soft">What stops it is the host’s own, or the rules’: see what helps beside each finding.</p>
      </section>
    ) : null;
  const opens = after !== null && after.there.verdict !== 'refused';
  const command = editCommand(addressText(from), assignments);
  return (
    <section aria-labelledby="changes" className={styles.box}>
      <h2 id="changes">
        {opens ? 'What must change before the first run' : 'What changes can do, which is not enough'}
      </h2>
      <ul className={styles.assignments}>
        {assignments.map((one) => (
          <li key={one}>{one}</li>
        ))}
      </ul>
      <p className={styles.deeds}>
        <Link to="/hosts/$host/vms/$vm" params={from} search={{ plan, tray: 'open' }}>
          Stage {amend.length === 1 ? 'it' : `these ${amend.length}`} on the page of the VM
        </Link>
        <span>
          <code>regscope edit …</code> <CopyButton text={command} what="the command" />
        </span>
      </p>
      {after !== null && !opens && <Left verdict={after.there} />}
    </section>
  );
}

function Left({ verdict: { because, findings } }: { verdict: WireVerdict }) {
  const stops = findings.filter(({ weight }) => weight === 'stops');
  const names = [...new Set(stops.map(({ name }) => name))];
  if (names.length === 0) return <p className="soft">{sentence(because)}</p>;
  return (
    <p className="soft">
      Still in the way then: {names.slice(0, MOST_NAMED).join(', ')}
      {names.length > MOST_NAMED && ` and ${names.length - MOST_NAMED} more`}.
    </p>
  );
}

const MOST_NAMED = 6;
