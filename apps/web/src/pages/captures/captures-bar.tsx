import type { CaptureSummary } from '@regscope/contract';
import { Link } from '@tanstack/react-router';
import { useRef, type KeyboardEvent } from 'react';
import { RoleButton } from '../../components/role-button.tsx';
import { ToggleChip } from '../../ui/toggle-chip.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import { toggleArch, withText, type CapturesSearch } from './captures-search.ts';
import { countByArch } from './filter-captures.ts';
import frames from '../../ui/frames.module.css';

type CapturesBarProps = {
  captures: readonly CaptureSummary[];
  shown: number;
  search: CapturesSearch;
  onChange: (next: CapturesSearch) => void;
  /** The text was left by Enter, ArrowDown or Escape. */
  onLeave: () => void;
  onFiles: (files: readonly File[]) => void;
};

/** Narrows the table, says how far, and takes files. */
export function CapturesBar({ captures, shown, search, onChange, onLeave, onFiles }: CapturesBarProps) {
  const text = useRef<HTMLInputElement>(null);
  const files = useRef<HTMLInputElement>(null);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && search.q !== undefined) onChange(withText(search, ''));
    else if (['Escape', 'Enter', 'ArrowDown'].includes(event.key)) onLeave();
    else return;
    event.preventDefault();
  };
  useKeys({ '/': () => text.current?.select() });
  return (
    <search className={frames.bar}>
      <h1>Captures</h1>
      <input
        ref={text}
        type="search"
        className={frames.filter}
        aria-label="Search captures"
        aria-keyshortcuts="/"
        placeholder="6.12 neoverse, probed, yours    /"
        title="Words of the name, host, kernel, CPU or features"
        spellCheck={false}
        value={search.q ?? ''}
        onChange={(event) => onChange(withText(search, event.target.value))}
        onKeyDown={onKeyDown}
      />
      <div role="group" aria-label="Architecture" className={frames.group}>
        {countByArch(captures).map(([arch, count]) => (
          <ToggleChip key={arch} pressed={search.arch === arch} onToggle={() => onChange(toggleArch(search, arch))}>
            {arch} <span>{count}</span>
          </ToggleChip>
        ))}
      </div>
      <output className={frames.count}>
        {shown === captures.length ? shown : `${shown} of ${captures.length}`} captures
      </output>
      <Link to="/timeline">From kernel to kernel</Link>
      <input
        ref={files}
        type="file"
        multiple
        tabIndex={-1}
        aria-label="Capture files"
        className="hidden-text"
        onChange={({ target }) => {
          onFiles([...(target.files ?? [])]);
          // The same file can be chosen again, once it was mended.
          target.value = '';
        }}
      />
      <RoleButton
        needs="editor"
        look="main"
        title="Or drop files anywhere on this page"
        onClick={() => files.current?.click()}
      >
        Upload…
      </RoleButton>
    </search>
  );
}
