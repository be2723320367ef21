import { hex } from '@regscope/registers';
import { BitStrip } from '../../components/bit-strip.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { amountText, type MaskFact } from './mask-facts.ts';
import styles from './standing-section.module.css';

/** The masks below one another, so that a bit of one stands over the same bit of the next. Full and empty ones need no picture. */
export function MaskRows({ facts, bits }: { facts: readonly MaskFact[]; bits: number }) {
  if (facts.length === 0) return null;
  return (
    <dl className={styles.masks}>
      {facts.map(({ name, meaning, mask }) => (
        <div key={name}>
          <dt>
            {name} <span className={styles.amount}>{amountText(mask, bits)}</span>
            {isPart(mask, bits) && (
              <>
                <code>{hex(mask)}</code>
                <CopyButton text={hex(mask)} what={`the mask of bits ${name.toLowerCase()}`} />
              </>
            )}
          </dt>
          <dd>
            <p className={styles.meaning}>{meaning}</p>
            {isPart(mask, bits) && <BitStrip value={mask} bits={bits} label={name} />}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function isPart(mask: bigint, bits: number): boolean {
  return mask !== 0n && mask !== (1n << BigInt(bits)) - 1n;
}
