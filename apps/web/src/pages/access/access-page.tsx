import { useSession } from '../../api/use-session.ts';
import { Progress } from '../../ui/progress.tsx';
import { SessionList } from './session-list.tsx';
import { TokenList } from './token-list.tsx';
import { YouSection } from './you-section.tsx';
import styles from './access.module.css';

/** Who one is and may, who else is signed in, and which programs may come. */
export function AccessPage() {
  const session = useSession();
  return (
    <div className={styles.page}>
      <h1 className={styles.heading}>Access</h1>
      {session === undefined ? <Progress>Asking who you are…</Progress> : <YouSection session={session} />}
      <SessionList />
      <TokenList />
    </div>
  );
}
