import { decodeId, hex, type RegisterId } from '@regscope/registers';
import { useCatalogue } from '../../api/use-catalogue.ts';
import { IdDecoding } from '../../components/id-decoding.tsx';
import { IdProblems } from '../../components/id-problems.tsx';
import { provenance } from '../../components/provenance.ts';
import { RegisterNotes } from '../../components/register-notes.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { Calculator } from './calculator.tsx';
import styles from './decode.module.css';

type DecodingProps = {
  id: RegisterId;
  /** The value as it was typed; empty for none. */
  text: string;
  onChange: (text: string) => void;
};

/** What a register is, a value of it taken apart, and what its id says. */
export function Decoding({ id, text, onChange }: DecodingProps) {
  const { name: structural, arch, class: className, size } = decodeId(id);
  const state = useCatalogue(arch);
  const details = state.catalogue?.details(id);
  const name = details?.name ?? structural;
  const facts = [arch, className, size === null ? 'no size' : `${size * 8} bits`];
  const aliases = [...new Set([...(details?.aliases ?? []), structural])].filter((alias) => alias !== name);
  return (
    <section aria-label={`Decoding of ${hex(id)}`} className={styles.decoding}>
      <div>
        <h2 className={styles.name}>
          {name} <CopyButton text={name} what="the name" />
        </h2>
        {details !== undefined && <p>{details.title}</p>}
        <p className={styles.facts}>
          <code>{hex(id)}</code> <CopyButton text={hex(id)} what="the id" /> <span>{facts.join(' · ')}</span>
          {aliases.length > 0 && (
            <span>
              also <code>{aliases.join(', ')}</code>
            </span>
          )}
        </p>
        <IdProblems id={id} />
        <RegisterNotes id={id} details={details} />
      </div>
      <div className={styles.columns}>
        {size !== null && <Calculator id={id} text={text} bits={size * 8} state={state} onChange={onChange} />}
        <section aria-label="Id" className={styles.id}>
          <h3>Id</h3>
          <IdDecoding id={id} />
        </section>
      </div>
      <p className={styles.source}>
        {details !== undefined && <span>From {provenance(details.source)}.</span>}
        <span>
          Link to what you see <CopyButton text={location.href} what="the link" />
        </span>
      </p>
    </section>
  );
}
