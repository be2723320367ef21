import type { CaptureSummary } from '@regscope/contract';
import { useId, useRef, useState, type KeyboardEvent } from 'react';
import { useKeys } from '../../ui/use-keys.ts';
import { hostsOf, MOST_HOSTS, toggleHost, withHosts, type BaselineSearch } from './baseline-search.ts';
import { groupHosts, type HostGroup, type PickableHost } from './group-hosts.ts';
import frames from '../../ui/frames.module.css';
import styles from './baseline.module.css';

type HostPickerProps = {
  captures: readonly CaptureSummary[];
  search: BaselineSearch;
  onChange: (next: BaselineSearch) => void;
};

/** The recorded hosts, to be ticked. The keyboard goes through them with the arrows, and finds the text by `/`. */
export function HostPicker({ captures, search, onChange }: HostPickerProps) {
  const [text, setText] = useState('');
  const list = useRef<HTMLDivElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const groups = groupHosts(captures, text);
  const chosen = hostsOf(search);
  const missing = chosen.filter((name) => !captures.some((one) => one.name === name));
  useKeys({ '/': () => input.current?.select() });
  return (
    <>
      <div className={styles.find}>
        <input
          ref={input}
          className={frames.text}
          type="search"
          aria-label="Find hosts"
          aria-keyshortcuts="/"
          placeholder="7.3 neoverse    /"
          spellCheck={false}
          value={text}
          onChange={({ target }) => setText(target.value)}
          onKeyDown={(event) => {
            if (event.key === 'ArrowDown') moveFocus(list.current, event);
          }}
        />
        <button
          type="button"
          className={`${frames.quiet} ${styles.quiet}`}
          onClick={() => onChange(withHosts(search, []))}
          aria-disabled={chosen.length === 0}
          title={chosen.length === 0 ? 'No host is chosen.' : 'Choose none'}
        >
          none
        </button>
      </div>
      <div ref={list} role="group" aria-label="Recorded hosts" className={styles.hosts}>
        {groups.map((group) => (
          <Group key={group.title} group={group} chosen={chosen} search={search} onChange={onChange} />
        ))}
        {missing.length > 0 && (
          <Group
            group={{ title: 'not there any more', hosts: missing.map(gone) }}
            chosen={chosen}
            search={search}
            onChange={onChange}
          />
        )}
        {groups.length === 0 && <p className="soft">No recorded host fits.</p>}
      </div>
    </>
  );
}

type GroupProps = Omit<HostPickerProps, 'captures'> & { group: HostGroup; chosen: readonly string[] };

function Group({ group: { title, hosts }, chosen, search, onChange }: GroupProps) {
  return (
    <fieldset className={styles.group}>
      <legend>{title}</legend>
      {hosts.map((host) => (
        <HostBox
          key={host.name}
          host={host}
          isChosen={chosen.includes(host.name)}
          because={chosen.includes(host.name) ? undefined : (host.because ?? tooMany(chosen))}
          onToggle={() => onChange(toggleHost(search, host.name))}
        />
      ))}
    </fieldset>
  );
}

type HostBoxProps = { host: PickableHost; isChosen: boolean; because: string | undefined; onToggle: () => void };

function HostBox({ host: { name, cpu }, isChosen, because, onToggle }: HostBoxProps) {
  const reason = useId();
  return (
    <div className={styles.host} title={because}>
      <label>
        <input
          type="checkbox"
          checked={isChosen}
          aria-disabled={because !== undefined}
          {...(because === undefined ? {} : { 'aria-describedby': reason })}
          onKeyDown={(event) => moveFocus(event.currentTarget.closest(`.${styles.hosts}`), event)}
          onChange={() => {
            if (because === undefined) onToggle();
          }}
        />
        {name}
      </label>
      {!name.includes(cpu) && <span className="faint">{cpu}</span>}
      {because !== undefined && (
        <span id={reason} className="hidden-text">
          {because}
        </span>
      )}
    </div>
  );
}

function tooMany(chosen: readonly string[]): string | undefined {
  return chosen.length < MOST_HOSTS ? undefined : `At most ${MOST_HOSTS} hosts are suited at once.`;
}

function gone(name: string): PickableHost {
  return { name, kernel: '', cpu: '', arch: '', because: undefined };
}

function moveFocus(list: Element | null, event: KeyboardEvent): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step === undefined || list === null) return;
  const boxes = [...list.querySelectorAll<HTMLInputElement>('input[type=checkbox]')];
  const at = boxes.findIndex((box) => box === document.activeElement);
  boxes[Math.max(0, at + step)]?.focus();
  event.preventDefault();
}
