import type { CaptureList } from '@regscope/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { mutations } from '../../api/mutations.ts';
import { useLackedRole } from '../../api/use-session.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { ActionButton } from '../../ui/action-button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import { BrokenFiles } from './broken-files.tsx';
import { whyNot } from './capture-row.tsx';
import { CaptureTable } from './capture-table.tsx';
import { CapturesBar } from './captures-bar.tsx';
import { unfiltered, withText, type CapturesSearch } from './captures-search.ts';
import { filterCaptures } from './filter-captures.ts';
import { HowToCapture } from './how-to-capture.tsx';
import { NoticeList } from './notice-list.tsx';
import { sortCaptures } from './sort-captures.ts';
import { UploadList } from './upload-list.tsx';
import { useDrop } from '../../ui/use-drop.ts';
import { useNotices, type Notice } from './use-notices.ts';
import { useRows } from './use-rows.ts';
import { useUploads } from './use-uploads.ts';
import styles from './captures.module.css';

type CapturesViewProps = { list: CaptureList; search: CapturesSearch; onChange: (next: CapturesSearch) => void };

/** The captures, and what a person does with them: by pointer, by key, by dropping files. */
export function CapturesView({ list: { captures, broken }, search, onChange }: CapturesViewProps) {
  const cache = useQueryClient();
  const remove = useMutation(mutations.removeCapture(cache));
  const restore = useMutation(mutations.restoreCapture(cache));
  const [renaming, setRenaming] = useState<string>();
  const { notices, tell, drop } = useNotices();
  const uploads = useUploads();
  const lacked = useLackedRole('editor');
  const held = useDrop((files) => {
    if (lacked === undefined) void uploads.add(files);
    else tell({ text: lacked });
  });
  const sort = search.sort ?? 'name';
  const shown = sortCaptures(filterCaptures(captures, search), sort);
  const { table, focused, focus, step, neighbour } = useRows(shown.map(({ name }) => name));
  const error = remove.error ?? restore.error;

  /** What may not be done says why, to the keyboard as well. */
  const ifOwn = (name: string | undefined, act: (name: string) => void) => {
    const why = lacked ?? whyNot[captures.find((one) => one.name === name)?.kind ?? 'own'];
    if (name !== undefined && why === undefined) act(name);
    else if (why !== undefined) tell({ text: `${name}: ${why}` });
  };
  const onRemove = (name: string) =>
    remove.mutate(name, {
      onSuccess: () => {
        focus(neighbour(name));
        tell({ text: `${name} was deleted.`, undo: name });
      },
    });
  const onUndo = ({ id, undo = '' }: Notice) =>
    restore.mutate(undo, {
      onSuccess: () => {
        drop(id);
        focus(undo);
      },
    });
  useKeys({
    ArrowDown: () => step(1),
    ArrowUp: () => step(-1),
    F2: () => ifOwn(focused(), setRenaming),
    Delete: () => ifOwn(focused(), onRemove),
    Escape: () => onChange(withText(search, '')),
    u: () => {
      const last = notices.findLast(({ undo }) => undo !== undefined);
      if (last !== undefined) onUndo(last);
    },
  });
  return (
    <>
      <CapturesBar
        captures={captures}
        shown={shown.length}
        search={search}
        onChange={onChange}
        onLeave={() => step(1)}
        onFiles={(files) => void uploads.add(files)}
      />
      <NoticeList notices={notices} onUndo={onUndo} onGone={drop} />
      {error !== null && <ErrorNote error={error} />}
      <UploadList uploads={uploads} taken={new Set(captures.map(({ name }) => name))} />
      {captures.every(({ kind }) => kind === 'shipped') && <HowToCapture />}
      {captures.length > 0 && shown.length > 0 && (
        <CaptureTable
          ref={table}
          captures={shown}
          sort={sort}
          renaming={renaming}
          onSort={(next) => onChange({ ...search, sort: next })}
          onRename={setRenaming}
          onRenamed={(name) => {
            setRenaming(undefined);
            focus(name);
          }}
          onRemove={onRemove}
        />
      )}
      {captures.length > 0 && shown.length === 0 && (
        <EmptyState title="No capture fits.">
          <ActionButton onClick={() => onChange(unfiltered(search))}>Clear the filter</ActionButton>
        </EmptyState>
      )}
      {broken.length > 0 && <BrokenFiles broken={broken} onRemove={onRemove} />}
      {held === 'held' && <div className={styles.dropping}>Drop the files to keep them as captures</div>}
    </>
  );
}
