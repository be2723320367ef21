import type { RoundTripAnswer, VerdictSide } from '@regscope/contract';
import { Link, useNavigate } from '@tanstack/react-router';
import { addressText, type VmAddress } from '../../api/vm-address.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { saveFile } from '../../ui/save-file.ts';
import { useKeys } from '../../ui/use-keys.ts';
import { withPair, withoutPair, withRules, type MigrationSearch, type Pair } from './migration-search.ts';
import { PassOn } from './pass-on.tsx';
import { RulesSelect } from './rules-select.tsx';
import { sideWords } from './side-words.ts';
import { verdictMarkdown } from './verdict-markdown.ts';
import frames from '../../ui/frames.module.css';
import styles from './verdict.module.css';

type VerdictHeadProps = {
  pair: Pair;
  answer: RoundTripAnswer | undefined;
  search: MigrationSearch;
  onChange: (next: MigrationSearch) => void;
};

/** Who moves where, by whose rules, and what can be taken away. */
export function VerdictHead({ pair: { from, to }, answer, search, onChange }: VerdictHeadProps) {
  const navigate = useNavigate();
  useKeys({ Escape: () => void navigate({ to: '/migration', search: withoutPair(search) }) });
  return (
    <header className={styles.head}>
      <Link to="/migration" search={withoutPair(search)} className={styles.up} aria-keyshortcuts="Escape">
        ‹ Matrix
      </Link>
      <h1 className={styles.pair}>
        <Side at={from} side={answer?.from} />
        <span className={styles.arrow}>
          <Icon name="arrow" /> <span className="hidden-text">to</span>
        </span>
        <Side at={to} side={answer?.to} />
      </h1>
      <Link to="/migration" search={withPair(search, { from: to, to: from })} title="The other one moves instead">
        Swap
      </Link>
      <RulesSelect rules={search.vmm ?? 'kvm'} onChange={(rules) => onChange(withRules(search, rules))} />
      <TakeAway answer={answer} />
    </header>
  );
}

function Side({ at, side }: { at: VmAddress; side: VerdictSide | undefined }) {
  return (
    <span className={styles.sideName}>
      <Link to="/hosts/$host/vms/$vm" params={at} search={{}}>
        {addressText(at)}
      </Link>
      <small title={side === undefined ? '' : `${side.kernel}, ${side.cpu ?? 'CPU unknown'}`}>
        {side !== undefined && sideWords(side)}
        {side?.probed === null && ': what its host takes was not recorded'}
      </small>
    </span>
  );
}

function TakeAway({ answer }: { answer: RoundTripAnswer | undefined }) {
  const because = answer === undefined ? 'There is no answer yet.' : undefined;
  const save = (kind: 'json' | 'markdown') => {
    if (answer === undefined) return;
    const name = `${answer.from.name}-to-${answer.to.name}`.replaceAll(/[^\w.]+/g, '-');
    if (kind === 'json')
      saveFile(`${name}.json`, { text: `${JSON.stringify(answer, null, 2)}\n`, type: 'application/json' });
    else saveFile(`${name}.md`, { text: verdictMarkdown(answer), type: 'text/markdown' });
  };
  return (
    <span role="group" aria-label="Export" className={frames.actions}>
      <ActionButton disabledBecause={because} onClick={() => save('json')}>
        JSON
      </ActionButton>
      <ActionButton title="A report for a ticket" disabledBecause={because} onClick={() => save('markdown')}>
        Markdown
      </ActionButton>
      <PassOn noPrint={because} />
    </span>
  );
}
