import type { RoundTripAnswer, TrialAnswer, WireVerdict } from '@regscope/contract';
import { Icon } from '../../ui/icon.tsx';
import { shortCpu, shortKernel } from './side-words.ts';
import { toldAndTried, type Agreement } from './told-and-tried.ts';
import styles from './verdict.module.css';

/** Register by register what was told and what came of it. */
export function TrialResult({ trial, answer }: { trial: TrialAnswer; answer: RoundTripAnswer }) {
  const rows = toldAndTried(answer.there, trial);
  const wrong = rows.filter(({ agree }) => agree === 'otherwise').length;
  return (
    <div className={styles.trial}>
      <p role="status">
        <b>{trial.loaded ? 'It loads.' : 'It does not load.'}</b> Linux {shortKernel(trial.kernel)} on{' '}
        {shortCpu(trial.cpu)}: {trial.failed.length} refused, {trial.changed.length} stored otherwise, {trial.same} as
        they are, in {Math.round(trial.ms)} ms. {comparison(answer.there.verdict, wrong)}
      </p>
      <Another trial={trial} answer={answer} />
      {trial.features.lacking.length > 0 && <p>The host lacks {trial.features.lacking.join(', ')}.</p>}
      {rows.length > 0 && (
        <table aria-label="Told and tried" className={styles.table}>
          <thead>
            <tr>
              <th scope="col">Register</th>
              <th scope="col">Told</th>
              <th scope="col">Tried</th>
              <th scope="col">
                <span className="hidden-text">Agreement</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ id, name, told, tried, agree }) => (
              <tr key={id}>
                <th scope="row">{name}</th>
                <td>{told}</td>
                <td>{tried}</td>
                <td>
                  <Agrees agree={agree} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
}

function comparison(told: WireVerdict['verdict'], wrong: number): string {
  if (told === 'unknown') return 'There was no forecast.';
  return wrong === 0 ? 'All of it was told.' : `${wrong} came otherwise than told.`;
}

function Agrees({ agree }: { agree: Agreement }) {
  const { icon, word, tone } = agreements[agree];
  return (
    <span className={styles[tone]} title={word}>
      <Icon name={icon} /> <span className={agree === 'same' ? 'hidden-text' : ''}>{word}</span>
    </span>
  );
}

const agreements = {
  same: { icon: 'check', word: 'as told', tone: 'good' },
  otherwise: { icon: 'differs', word: 'otherwise', tone: 'warn' },
  open: { icon: 'question', word: 'open', tone: 'calm' },
} as const satisfies Record<Agreement, unknown>;

/** The forecast is of one kernel on one CPU: on another nobody promised anything. */
function Another({ trial, answer: { to } }: { trial: TrialAnswer; answer: RoundTripAnswer }) {
  if (trial.kernel === to.kernel && trial.cpu === to.cpu) return null;
  return (
    <p className={styles.warn}>
      <Icon name="warning" /> The forecast is of Linux {shortKernel(to.kernel)} on {shortCpu(to.cpu)}, not of this host.
    </p>
  );
}
