import type { WireFinding } from '@regscope/contract';
import { Link } from '@tanstack/react-router';
import { findingName, type FindingGroup } from './group-findings.ts';
import type { Pair } from './migration-search.ts';
import styles from './verdict.module.css';

type FindingTableProps = { title: string; groups: readonly FindingGroup[]; pair: Pair };

/** A row per finding: where, what the kernel says, what the VM holds, why, and what helps. */
export function FindingTable({ title, groups, pair }: FindingTableProps) {
  return (
    <table aria-label={title} className={`${styles.table} ${styles.fixed}`}>
      <thead>
        <tr>
          <th scope="col">Register</th>
          <th scope="col">Errno</th>
          <th scope="col">Value</th>
          <th scope="col">What the host takes, and what helps</th>
          <th scope="col">Known by</th>
        </tr>
      </thead>
      <tbody>
        {groups.map(({ key, findings }) => (
          <Row key={key} findings={findings} pair={pair} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ findings, pair }: { findings: FindingGroup['findings']; pair: Pair }) {
  const [first, ...more] = findings;
  const { errno, because, remedy, evidence } = first;
  return (
    <tr>
      <th scope="row">
        {findings.map((one) => (
          <RegisterLink key={`${one.id} ${one.mask}`} finding={one} pair={pair} />
        ))}
      </th>
      <td className="mono">{errno ?? '–'}</td>
      <td className="mono">{more.length === 0 && <Values finding={first} />}</td>
      <td>
        {because}
        {remedy !== null && (
          <span className={styles.remedy}>
            <span aria-hidden="true">→</span> {remedy}
          </span>
        )}
      </td>
      <td className="faint">{evidence}</td>
    </tr>
  );
}

/** What the VM does not hold is looked up where it is listed. */
function RegisterLink({ finding, pair: { from, to } }: { finding: WireFinding; pair: Pair }) {
  const { id, vcpus, field, fields } = finding;
  return (
    <span className={styles.register}>
      <Link to="/hosts/$host/vms/$vm" params={vcpus.length === 0 ? to : from} search={{ reg: id }}>
        {findingName(finding)}
      </Link>
      {field === null && fields.length > 1 && <small title={fields.join(', ')}>{fields.join(', ')}</small>}
    </span>
  );
}

const MOST_DIGITS = 20;

function Values({ finding: { value, got } }: { finding: WireFinding }) {
  return (
    <>
      <span title={value}>{shortText(value)}</span>
      {got !== null && got !== value && (
        <span className={styles.got} title={got}>
          <span aria-hidden="true">→</span> <span className="hidden-text">reads</span>
          {shortText(got)}
        </span>
      )}
    </>
  );
}

function shortText(value: string): string {
  return value.length <= MOST_DIGITS ? value : `${value.slice(0, MOST_DIGITS)}…`;
}
