import type { RoundTripAnswer, WireVerdict } from '@regscope/contract';
import { answerWords } from './cell-words.ts';
import { Mark } from './mark.tsx';
import styles from './verdict.module.css';

/** The answer to be read first: there, back, and the same after the changes. */
export function AnswerBox({ answer: { there, back, after, amend, features } }: { answer: RoundTripAnswer }) {
  return (
    <section aria-label="Answer" className={styles.box}>
      <table className={styles.answers}>
        <thead>
          <tr>
            <td aria-hidden="true" />
            <th scope="col">there</th>
            <th scope="col">and back</th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">as it is</th>
            <Way verdict={there} />
            <Way verdict={back} otherwise={there.verdict === 'unknown' ? 'not known' : 'not there'} />
          </tr>
          {after !== null && (
            <tr>
              <th scope="row">
                after {amend.length} {amend.length === 1 ? 'change' : 'changes'}
              </th>
              <Way verdict={after.there} />
              <Way verdict={after.back} />
            </tr>
          )}
        </tbody>
      </table>
      {features.inferred && (
        <p className="soft">
          With which features it was made is not told; its registers show {features.wanted.join(', ') || 'none'}.
        </p>
      )}
      {features.lacking.length > 0 && (
        <p>
          The host lacks <b>{features.lacking.join(', ')}</b>, which the VM was made with.
        </p>
      )}
    </section>
  );
}

function Way({ verdict, otherwise = 'not there' }: { verdict: WireVerdict | null; otherwise?: string }) {
  if (verdict === null) return <td className="faint">{otherwise}</td>;
  return (
    <td title={verdict.because}>
      <Mark of={verdict.verdict} />{' '}
      {verdict.verdict === 'changed' ? 'loads, reads otherwise' : answerWords[verdict.verdict]}
    </td>
  );
}
