import { useClipboard } from '@mantine/hooks';
import { Icon } from './icon.tsx';
import styles from './copy-button.module.css';

/** Copies `text`; `what` names it for those who do not see where the button stands. */
export function CopyButton({ text, what, tabIndex = 0 }: { text: string; what: string; tabIndex?: 0 | -1 }) {
  const { copy, copied } = useClipboard({ timeout: 1200 });
  return (
    <button
      type="button"
      className={styles.copy}
      tabIndex={tabIndex}
      title={copied ? 'Copied' : `Copy ${what}`}
      aria-label={copied ? `Copied ${what}` : `Copy ${what}`}
      onClick={() => copy(text)}
    >
      <Icon name={copied ? 'check' : 'copy'} />
    </button>
  );
}
