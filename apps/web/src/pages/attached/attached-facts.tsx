import type { Sighting } from '@regscope/contract';
import type { ReactNode } from 'react';
import { TimeAgo } from '../../ui/time-ago.tsx';
import { sentence } from '../../ui/sentence.ts';
import styles from './attached.module.css';

/** Whose VM it is, each fact with where it was seen. */
export function AttachedFacts({ sighting }: { sighting: Sighting }) {
  const { vm, process, threads, doubts } = sighting;
  return (
    <section aria-label="Process">
      <h2>Process</h2>
      <dl className={styles.facts}>
        <Fact
          name="VMM"
          because={process.version === null ? process.versionBecause : `version ${process.versionBecause}`}
        >
          {vm.vmm} {process.version ?? '(version unknown)'}
        </Fact>
        {(vm.name ?? '') !== '' && <Fact name="VM">{vm.name}</Fact>}
        <Fact name="Process" because={process.apart}>
          <span className="mono">
            {process.comm} (pid {process.pid}
            {process.uid === null ? '' : `, user ${process.uid}`})
          </span>
        </Fact>
        <Fact name="Program">
          <span className="mono">{process.exe ?? 'may not be known'}</span>
        </Fact>
        <Fact name="Runs since">
          <TimeAgo at={vm.createdAt} />
        </Fact>
        <Fact name="Phase" because={vm.phaseBecause ?? ''}>
          {vm.phase}
        </Fact>
        <Fact name="vCPUs">{vm.vcpus ?? 'unknown'}</Fact>
        <Fact name="Last exits" because={sighting.lastExitsBecause}>
          {lastExitsText(sighting.lastExits)}
        </Fact>
        {threads.length > 0 && (
          <Fact name="Threads">
            <ul aria-label="Threads of vCPUs" className={styles.threads}>
              {threads.map(({ tid, name, vcpu, from }) => (
                <li key={tid} className="mono">
                  vCPU {vcpu}: {tid}{' '}
                  <span className="soft">{from === 'name' ? `by its name, ${name}` : 'says KVM'}</span>
                </li>
              ))}
            </ul>
          </Fact>
        )}
      </dl>
      {doubts.map((doubt) => (
        <p key={doubt} className="soft">
          {doubt}
        </p>
      ))}
    </section>
  );
}

/** vCPUs that left for the same reason stand together: 64 of them are one line. */
function lastExitsText(exits: Sighting['lastExits']): string {
  const reasons = [...new Set(exits.map(({ reason }) => reason))];
  return reasons
    .map((reason) => {
      const vcpus = exits.filter((exit) => exit.reason === reason).map(({ vcpu }) => vcpu);
      return `${reason} (vCPU ${vcpus.length > 8 ? `${vcpus[0]} and ${vcpus.length - 1} more` : vcpus.join(', ')})`;
    })
    .join(' · ');
}

function Fact({ name, because = '', children }: { name: string; because?: string; children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>
        {children} {because !== '' && <span className="soft">{sentence(because)}</span>}
      </dd>
    </>
  );
}
