import type { Host, RoundTripAnswer } from '@regscope/contract';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { mutations } from '../../api/mutations.ts';
import { queries } from '../../api/queries.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { RoleButton } from '../../components/role-button.tsx';
import { ActionButton } from '../../ui/action-button.tsx';
import { Progress } from '../../ui/progress.tsx';
import type { Known } from './default-sides.ts';
import { hostsToTry } from './hosts-to-try.ts';
import type { Pair } from './migration-search.ts';
import { TrialResult } from './trial-result.tsx';
import frames from '../../ui/frames.module.css';
import styles from './verdict.module.css';

type TrySectionProps = { answer: RoundTripAnswer; pair: Pair; known: Known };

/** The forecast held against a real kernel: the state is written into a fresh VM, which is thrown away. */
export function TrySection({ answer, pair, known }: TrySectionProps) {
  const { data: hosts } = useQuery(queries.hosts());
  const trial = useMutation(mutations.tryState(useQueryClient()));
  const [chosen, setChosen] = useState<string>();
  const calling = useRef<AbortController>(null);
  useEffect(() => () => calling.current?.abort(), []);
  const triable = hostsToTry(hosts ?? [], pair, known);
  const to = chosen ?? triable.first;
  const { vmm, features } = answer;
  const start = () => {
    if (to === undefined || trial.isPending) return;
    calling.current = new AbortController();
    const made = features.inferred ? { features: features.wanted } : {};
    trial.mutate({ from: pair.from, to, vmm, ...made, signal: calling.current.signal });
  };
  const isCalledOff = trial.error?.name === 'AbortError';
  return (
    <section aria-labelledby="try" className={styles.box}>
      <h2 id="try">Try it on a real kernel</h2>
      <p className="soft">Its registers go into a fresh VM there, which is closed again. The VM itself is only read.</p>
      <p className={styles.deeds}>
        {triable.hosts.length > 0 && (
          <select
            className={frames.select}
            aria-label="Host of the trial"
            value={to}
            onChange={({ target }) => setChosen(target.value)}
          >
            {triable.hosts.map((name) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        )}
        <RoleButton needs="editor" busy={trial.isPending} disabledBecause={whyNot(hosts, to)} onClick={start}>
          Try it
        </RoleButton>
        {trial.isPending && <ActionButton onClick={() => calling.current?.abort()}>Cancel</ActionButton>}
      </p>
      {trial.isPending && <Progress>{progressOf(hosts?.find(({ name }) => name === to))}</Progress>}
      {isCalledOff && <p role="status">Called off. The VM of the trial is closed.</p>}
      {trial.error !== null && !isCalledOff && <ErrorNote error={trial.error} />}
      {trial.data !== undefined && <TrialResult trial={trial.data} answer={answer} />}
    </section>
  );
}

function whyNot(hosts: readonly Host[] | undefined, to: string | undefined): string | undefined {
  if (to !== undefined) return undefined;
  return hosts === undefined ? 'The hosts are being asked for.' : 'No host of this architecture makes VMs here.';
}

function progressOf(host: Host | undefined): string {
  if (host === undefined || host.state === 'ready') return 'Writing the registers, and reading them back…';
  return `${host.name} is started${host.because === '' ? '' : `: ${host.because}`}…`;
}
