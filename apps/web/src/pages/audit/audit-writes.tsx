import type { Attempt } from './attempt-row.tsx';
import styles from './audit.module.css';

type Written = NonNullable<Attempt['result']>['writes'][number];

/** Write by write: what was there, what was wanted, what was there afterwards. */
export function AuditWrites({ row }: { row: Attempt }) {
  const { seq, writes, result, plan, undoes, who, attempt } = row;
  return (
    <>
      <p className={styles.facts}>
        <span>
          {who.name}, {who.role}, by {who.kind}
        </span>
        <span>
          attempt <code>{attempt}</code>
        </span>
        <span>
          plan <code>{plan}</code>
        </span>
        {undoes !== null && (
          <span>
            takes back <code>{undoes}</code>
          </span>
        )}
        <span>{result === null ? 'no result yet' : result.message}</span>
      </p>
      {writes.length > 0 && (
        <table className={styles.writes} aria-label={`Writes of entry ${seq}`}>
          <thead>
            <tr>
              {['Register', 'Id', 'vCPU', 'Old', 'New', 'Stored', 'Errno'].map((head) => (
                <th key={head} scope="col">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {writes.map((write) => (
              <WriteLine
                key={`${write.id} ${write.vcpu}`}
                write={write}
                became={result?.writes.find(({ id, vcpu }) => id === write.id && vcpu === write.vcpu)}
              />
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}

function WriteLine({ write, became }: { write: Attempt['writes'][number]; became: Written | undefined }) {
  const stored = became?.stored ?? undefined;
  const differs = stored !== undefined && stored !== write.new;
  return (
    <tr>
      <th scope="row">{write.name}</th>
      <td className="faint">{write.id}</td>
      <td>{write.vcpu}</td>
      <td>{write.old}</td>
      <td>→ {write.new}</td>
      <td className={differs ? styles.differs : ''} title={differs ? 'Not what was asked for' : undefined}>
        {stored ?? <span className="faint">not read</span>}
        {differs && <span className="hidden-text">, not what was asked for</span>}
      </td>
      <td className={became?.errno === null || became === undefined ? '' : styles.errno}>{became?.errno ?? '–'}</td>
    </tr>
  );
}
