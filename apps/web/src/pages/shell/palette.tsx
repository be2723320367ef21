import { useMantineColorScheme, useComputedColorScheme } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useMatch, useNavigate, useParams } from '@tanstack/react-router';
import { useId, useState, type KeyboardEvent } from 'react';
import { mutations } from '../../api/mutations.ts';
import { queries } from '../../api/queries.ts';
import { readable } from '../../api/readable.ts';
import { useSession } from '../../api/use-session.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { runCommand } from '../../ui/commands.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { readVmSearch } from '../vm/vm-search.ts';
import { paletteEntries, type PaletteDeed } from './palette-entries.ts';
import styles from './palette.module.css';

/** Ctrl-K: go anywhere and do the common things without the mouse. */
export function Palette({ onClose }: { onClose: () => void }) {
  const list = useId();
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const params = useParams({ strict: false });
  const shown = useMatch({ from: '/live/hosts/$host/vms/$vm', shouldThrow: false });
  const address = { host: params.host ?? '', vm: params.vm ?? '' };
  const hosts = useQuery(queries.hosts());
  const vms = useQuery(queries.vms());
  const isReadable = readable(vms.data ?? []).some(({ host, vm }) => host === address.host && vm === address.vm);
  const reading = useQuery({ ...queries.registers(address), enabled: isReadable });
  const role = useSession()?.role;
  const { act, error } = useDeeds(onClose);
  const entries = paletteEntries(text, {
    hosts: hosts.data ?? [],
    vms: vms.data ?? [],
    registers: reading.data?.list.registers ?? [],
    here: address,
    isOpen: shown !== undefined,
    plan: shown === undefined || !isReadable ? undefined : shown.search.plan === undefined ? 'none' : 'staged',
    ...(role === undefined || role === null ? {} : { role }),
  });
  const current = Math.min(at, entries.length - 1);
  const chosen = entries[current];

  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) setAt((current + step + entries.length) % Math.max(1, entries.length));
    else if (event.key === 'Enter' && chosen !== undefined) act(chosen);
    else return;
    event.preventDefault();
  };
  return (
    <Dialog title="Go to" onClose={onClose}>
      <input
        className={styles.input}
        role="combobox"
        aria-label="Go to a host, VM or register"
        aria-expanded="true"
        aria-controls={list}
        aria-activedescendant={chosen === undefined ? undefined : `${list}-${current}`}
        placeholder="VM, host, register, encoding or id"
        spellCheck={false}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
      />
      {error !== null && <ErrorNote error={error} />}
      <div id={list} role="listbox" aria-label="Places and deeds" className={styles.list}>
        {entries.map((entry, index) => (
          <div
            key={`${entry.kind} ${entry.label} ${entry.hint}`}
            id={`${list}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === current}
            className={styles.entry}
            ref={index === current ? scrollIntoView : null}
            onClick={() => act(entry)}
            onKeyDown={onKeyDown}
          >
            <span>{entry.label}</span> <span className={styles.hint}>{entry.hint}</span>
          </div>
        ))}
      </div>
      {entries.length === 0 && <p className="soft">Nothing fits. An id or an encoding can always be decoded.</p>}
    </Dialog>
  );
}

function scrollIntoView(element: HTMLElement | null) {
  element?.scrollIntoView({ block: 'nearest' });
}

function useDeeds(onClose: () => void) {
  const navigate = useNavigate();
  const { host = '', vm = '' } = useParams({ strict: false });
  const cache = useQueryClient();
  const { setColorScheme } = useMantineColorScheme();
  const shown = useComputedColorScheme('light');
  const start = useMutation(mutations.startHost(cache));
  const signOut = useMutation(mutations.signOut(cache));

  const perform = async (deed: PaletteDeed): Promise<void> => {
    switch (deed.kind) {
      case 'hosts':
        return navigate({ to: '/' });
      case 'features':
        return navigate({ to: '/features' });
      case 'compare':
        return navigate({ to: '/compare' });
      case 'migration':
        return navigate({ to: '/migration' });
      case 'baseline':
        return navigate({ to: '/baseline' });
      case 'captures':
        return navigate({ to: '/captures' });
      case 'timeline':
        return navigate({ to: '/timeline' });
      case 'audit':
        return navigate({ to: '/audit' });
      case 'access':
        return navigate({ to: '/access' });
      case 'decode':
        return deed.text === '' ? navigate({ to: '/decode' }) : navigate({ to: '/decode/$text', params: deed });
      case 'vm':
        return navigate({ to: '/hosts/$host/vms/$vm', params: deed });
      case 'scope':
        return navigate({ to: '/hosts/$host/vms/$vm/scope', params: deed });
      case 'capture':
        return navigate({
          to: '/hosts/$host/vms/$vm',
          params: deed,
          search: (now) => ({ ...readVmSearch(now), capture: 'values' }),
        });
      case 'attach':
        requestAnimationFrame(() => runCommand('attach'));
        return;
      case 'process':
        return navigate({ to: '/hosts/$host/vms/$vm/process', params: deed });
      case 'plan':
        // Once the palette is gone: what is asked may open a dialog of its own.
        requestAnimationFrame(() => runCommand(deed.command));
        return;
      case 'register':
        return navigate({
          to: '/hosts/$host/vms/$vm',
          params: { host, vm },
          search: (search) => ({ ...readVmSearch(search), reg: deed.id }),
        });
      case 'new-vm':
        return navigate({ to: '/', search: { new: deed.host } });
      case 'start':
        await start.mutateAsync(deed.host);
        return navigate({ to: '/' });
      case 'colours':
        return setColorScheme(shown === 'dark' ? 'light' : 'dark');
      case 'sign-out':
        await signOut.mutateAsync();
        return navigate({ to: '/sign-in', search: { problem: 'SIGNED_OUT' } });
    }
  };
  const act = (deed: PaletteDeed) => void perform(deed).then(onClose, () => undefined);
  return { act, error: start.error ?? signOut.error };
}
