import { ruleSets, isRuleSet, type RuleSet } from './rule-sets.ts';
import frames from '../../ui/frames.module.css';
import styles from './migration.module.css';

/** By whose rules VMs are restored. */
export function RulesSelect({ rules, onChange }: { rules: RuleSet; onChange: (rules: RuleSet) => void }) {
  return (
    <label className={styles.select}>
      Rules of{' '}
      <select
        className={frames.select}
        value={rules}
        onChange={({ target: { value } }) => isRuleSet(value) && onChange(value)}
      >
        {ruleSets.map(({ text, word }) => (
          <option key={text} value={text}>
            {word}
          </option>
        ))}
      </select>
    </label>
  );
}
