import { CopyButton } from '../../ui/copy-button.tsx';
import styles from './access.module.css';

const command = 'npm run -s regscope -- sign-in --role viewer --name alice';

/** How somebody else comes in: a link is made where the server runs, never by a page. */
export function SignInCommand() {
  return (
    <p className={styles.command}>
      <span>A sign-in link for somebody else is made in a terminal, where regscope runs:</span>
      <code>{command}</code>
      <CopyButton text={command} what="the command" />
    </p>
  );
}
