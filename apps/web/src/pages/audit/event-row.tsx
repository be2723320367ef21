import type { AuditRow } from '@regscope/contract';
import { Badge } from '../../ui/badge.tsx';
import { When } from './when.tsx';
import styles from './audit.module.css';

/** Somebody came, went or was refused; or something happened to the log itself. */
export function EventRow({ row }: { row: Exclude<AuditRow, { kind: 'attempt' }> }) {
  const isAccess = row.kind === 'access';
  const about = isAccess ? row.about : row.because;
  return (
    <tr>
      <th scope="row" className={styles.when}>
        <When at={row.at} />
      </th>
      <td title={isAccess ? `${row.who.kind}, ${row.who.role}` : undefined}>{isAccess ? row.who.name : '–'}</td>
      <td>
        {isAccess && row.what === 'refused' ? (
          <Badge tone="warn" icon="lock">
            refused
          </Badge>
        ) : (
          <span className="soft">{isAccess ? row.what : 'log'}</span>
        )}
      </td>
      <td colSpan={3} className={`soft ${styles.about}`} title={about}>
        {about}
      </td>
    </tr>
  );
}
