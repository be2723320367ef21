import { decodeId, hex, type RegisterId } from '@regscope/registers';
import { IdDecoding } from '../../components/id-decoding.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import styles from './decode.module.css';

/** Name, class and spellings of a decoded id, then its fields. */
export function Decoding({ id }: { id: RegisterId }) {
  const { name, arch, class: className, size } = decodeId(id);
  const text = hex(id);
  const facts = [arch, className, size === null ? 'no size' : `${size * 8} bits`];
  return (
    <section aria-label={`Decoding of ${text}`} className={styles.decoding}>
      <h2 className={styles.name}>
        {name} <CopyButton text={name} what="the name" />
      </h2>
      <p>
        <code>{text}</code> <CopyButton text={text} what="the id" />
        <span className="soft">{facts.join(' · ')}</span>
      </p>
      <IdDecoding id={id} />
      <p className="soft">
        Link to this decoding <CopyButton text={`${location.origin}/decode/${text}`} what="the link" />
      </p>
    </section>
  );
}
