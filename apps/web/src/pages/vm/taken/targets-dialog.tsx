import { vmmNames, type CaptureSummary } from '@regscope/contract';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { queries } from '../../../api/queries.ts';
import { ErrorNote } from '../../../components/error-note.tsx';
import { ActionButton } from '../../../ui/action-button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { Progress } from '../../../ui/progress.tsx';
import { askedOf, chosenOf, toggled } from './choose-targets.ts';
import type { AskedHosts } from './use-taken.ts';
import styles from './targets.module.css';

type TargetsDialogProps = {
  arch: string;
  asked: AskedHosts;
  onAsk: (next: AskedHosts) => void;
  onClose: () => void;
};

/** Which recorded hosts are asked, and by whose rules a VM is restored there. */
export function TargetsDialog({ arch, asked, onAsk, onClose }: TargetsDialogProps) {
  const { data, error } = useQuery(queries.captures());
  const all = data?.captures.filter((one) => one.arch === arch && one.probed > 0);
  return (
    <Dialog title={`Where ${arch} registers go`} onClose={onClose}>
      {error !== null && <ErrorNote error={error} />}
      {all === undefined && error === null && <Progress>Looking for recordings…</Progress>}
      {all !== undefined && <Choice all={all} asked={asked} onAsk={onAsk} />}
    </Dialog>
  );
}

type ChoiceProps = Pick<TargetsDialogProps, 'asked' | 'onAsk'> & { all: readonly CaptureSummary[] };

function Choice({ all, asked, onAsk }: ChoiceProps) {
  const names = all.map(({ name }) => name);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(() => chosenOf(asked.targets, names));
  const [vmm, setVmm] = useState(asked.vmm);
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        onAsk({ targets: askedOf(chosen, names), vmm });
      }}
    >
      <label className={styles.rules}>
        restored by the rules of{' '}
        <select value={vmm} onChange={({ target }) => setVmm(vmmNames.find((name) => name === target.value) ?? 'kvm')}>
          {vmmNames.map((name) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <fieldset className={styles.hosts}>
        <legend>
          probed recordings <Quiet label="all" onClick={() => setChosen(new Set(names))} />{' '}
          <Quiet label="none" onClick={() => setChosen(new Set())} />
        </legend>
        {all.map(({ name, kernel, cpu }) => (
          <label key={name} title={`${kernel}, ${cpu ?? 'CPU not known'}`}>
            <input type="checkbox" checked={chosen.has(name)} onChange={() => setChosen(toggled(chosen, name))} />{' '}
            {name}
          </label>
        ))}
        {all.length === 0 && <p>There is none of this architecture.</p>}
      </fieldset>
      <div>
        <ActionButton type="submit" look="main" disabledBecause={whyNot(chosen.size, names.length)}>
          {chosen.size === names.length ? 'Ask all of them' : `Ask ${chosen.size} of ${names.length}`}
        </ActionButton>
      </div>
    </form>
  );
}

function Quiet({ label, onClick }: { label: string; onClick: () => void }) {
  return (
    <button type="button" className={styles.quiet} onClick={onClick}>
      {label}
    </button>
  );
}

function whyNot(chosen: number, of: number): string | undefined {
  return chosen === 0 && of > 0 ? 'Choose a host at least.' : undefined;
}
