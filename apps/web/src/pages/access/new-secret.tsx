import type { NewToken } from '@regscope/contract';
import { ActionButton } from '../../ui/action-button.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import styles from './access.module.css';

/** The one time that a secret is seen. */
export function NewSecret({ added: { token, secret }, onClose }: { added: NewToken; onClose: () => void }) {
  return (
    <div role="status" aria-label="New token" className={styles.secret}>
      <p>
        <b>{token.name}</b> ({token.role}) is shown this once. Copy it now: it is kept nowhere.
      </p>
      <p className={styles.secretLine}>
        <code>{secret}</code>
        <CopyButton text={secret} what={`the token ${token.name}`} />
        <ActionButton onClick={onClose}>I have it</ActionButton>
      </p>
    </div>
  );
}
