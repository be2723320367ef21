import { Icon } from '../../ui/icon.tsx';
import type { TypedValue } from '../../components/parse-value.ts';
import styles from './decode.module.css';

type ValueProblemProps = { typed: TypedValue; because: string | undefined; bits: number };

/** What is wrong with a value as it was typed; nothing for a value that fits. */
export function ValueProblem({ typed, because, bits }: ValueProblemProps) {
  const text =
    typed.kind === 'bad'
      ? typed.because
      : because === undefined
        ? ''
        : `${start(because)}. Below is the rest, bits ${bits - 1} to 0.`;
  return (
    <p role="alert" className={styles.problem}>
      {text !== '' && (
        <>
          <Icon name="warning" /> {text}
        </>
      )}
    </p>
  );
}

function start(sentence: string): string {
  return sentence.slice(0, 1).toUpperCase() + sentence.slice(1);
}
