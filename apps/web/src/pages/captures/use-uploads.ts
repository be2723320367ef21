// Files on their way to the server, one after the other; each says for itself what became of it.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { hasCode } from '../../api/errors.ts';
import { mutations } from '../../api/mutations.ts';
import { nameFromFile } from './name-from-file.ts';
import { readFileBytes } from './read-file-bytes.ts';

export type Upload = { id: number; file: File; name: string; state: UploadState };

export type UploadState =
  | { kind: 'waiting' }
  | { kind: 'sending' }
  | { kind: 'kept' }
  /** The name is another capture's. */
  | { kind: 'taken' }
  | { kind: 'refused'; error: unknown };

export type Uploads = ReturnType<typeof useUploads>;

export function useUploads() {
  const { mutateAsync } = useMutation(mutations.addCapture(useQueryClient()));
  const [uploads, setUploads] = useState<readonly Upload[]>([]);
  const count = useRef(0);

  const change = (id: number, next: Partial<Upload>) =>
    setUploads((all) => all.map((one) => (one.id === id ? { ...one, ...next } : one)));
  const send = async ({ id, file }: Upload, name: string) => {
    change(id, { name, state: { kind: 'sending' } });
    const state = await readFileBytes(file)
      .then((content) => mutateAsync({ name, content, file: file.name }))
      .then((): UploadState => ({ kind: 'kept' }), stateOf);
    change(id, { state });
  };
  const add = async (files: readonly File[]) => {
    const added = files.map((file) => newUpload(count.current++, file));
    setUploads((all) => [...all.filter(({ state }) => state.kind !== 'kept'), ...added]);
    for (const upload of added) await send(upload, upload.name);
  };
  const dismiss = (id: number) => setUploads((all) => all.filter((one) => one.id !== id));
  return { uploads, add, send, dismiss };
}

function newUpload(id: number, file: File): Upload {
  return { id, file, name: nameFromFile(file.name), state: { kind: 'waiting' } };
}

function stateOf(error: unknown): UploadState {
  return hasCode(error, 'NAME_TAKEN') ? { kind: 'taken' } : { kind: 'refused', error };
}
