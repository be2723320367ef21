import { Link } from '@tanstack/react-router';
import { useSession } from '../../api/use-session.ts';
import styles from './shell.module.css';

/** Name and role of whoever is signed in; it leads to what they are and may. */
export function WhoIsHere() {
  const session = useSession();
  if (session === undefined) return null;
  if (!session.signedIn)
    return (
      <Link to="/sign-in" className={styles.who}>
        Sign in
      </Link>
    );
  return (
    <Link to="/access" className={styles.who} title={`You are ${session.name}, with the role ${session.role}`}>
      <span className={styles.whoName}>{session.name}</span> <span className={styles.role}>{session.role}</span>
    </Link>
  );
}
