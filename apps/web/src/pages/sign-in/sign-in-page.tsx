import { useSearch } from '@tanstack/react-router';
import { CopyButton } from '../../ui/copy-button.tsx';
import styles from './sign-in.module.css';

const command = 'npm run -s regscope -- sign-in';

/** Where everybody lands who has no session: what happened, and how to get in. */
export function SignInPage() {
  const { problem } = useSearch({ from: '/sign-in' });
  const { title, text } = stories[problem ?? ''] ?? {
    title: 'Signing in failed',
    text: `The server answered ${problem}.`,
  };
  return (
    <div className={styles.page}>
      <h1>{title}</h1>
      <p>{text}</p>
      <p>For a new link, run this in a terminal, in the folder of regscope, and open what it prints:</p>
      <p className={styles.command}>
        <code>{command}</code>
        <CopyButton text={command} what="the command" />
      </p>
      <p className="soft">
        Or stop the server and run <code>npm start</code> again: it prints a link when it starts. A link works once.
      </p>
      {problem !== undefined && problem !== 'SIGNED_OUT' && (
        <p className="faint">
          Code: <code>{problem}</code>
        </p>
      )}
    </div>
  );
}

const stories: Readonly<Record<string, { title: string; text: string }>> = {
  '': { title: 'Sign in', text: 'This browser has no session with regscope, or it has ended.' },
  SIGNED_OUT: { title: 'Signed out', text: 'The session of this browser has ended.' },
  LINK_SPENT: { title: 'This link is spent', text: 'A sign-in link works once and only for a short time.' },
  NOT_SIGNED_IN: { title: 'This link does not work', text: 'The server does not know it.' },
  BAD_REQUEST: { title: 'This link does not work', text: 'It is not whole, or not one of ours.' },
  TOO_MANY_REQUESTS: { title: 'Too many attempts', text: 'Wait a minute before you try the next link.' },
  FOREIGN_ORIGIN: { title: 'Another address', text: 'Open regscope under the address that it printed.' },
  UNREACHABLE: {
    title: 'regscope does not answer',
    text: 'The server could not be reached; it may have been stopped.',
  },
};
