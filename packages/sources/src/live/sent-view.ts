// A machine as an agent there has described it: files, folders and links at one time.
import { dirname, basename } from 'node:path';
import type { Look, LookEntry } from '@regscope/kvm';
import { lookFiles } from './look-files.ts';
import { parseStatus } from './parse-status.ts';
import type { View } from './view.ts';

export function sentView({ entries, isCut }: Look, at: Date): View {
  const known = new Map(entries.map((entry) => [entry.path, entry]));
  const folders = foldersOf(entries);
  const held = (path: string, kind: LookEntry['kind']): Buffer => {
    const entry = known.get(path);
    if (entry === undefined || entry.status !== null) throw failure(path, entry?.status ?? 'ENOENT');
    if (entry.kind !== kind) throw failure(path, 'EINVAL');
    return entry.held;
  };
  const names = (folder: string): string[] => {
    const status = known.get(folder)?.status ?? null;
    const inside = folders.get(folder);
    if (status !== null || (inside === undefined && !known.has(folder))) throw failure(folder, status ?? 'ENOENT');
    return [...(inside ?? [])];
  };
  return {
    ...lookFiles,
    names,
    link: (path) => held(path, 'link').toString(),
    small: (path, most = 4096) => held(path, 'file').subarray(0, most),
    slowNames: async (folder) => names(folder),
    slowFile: async (path) => held(path, 'file'),
    isRoot: () => parseStatus(known.get(`${lookFiles.proc}/self/status`)?.held.toString('latin1') ?? '').uid === 0,
    readAt: () => at,
    isWhole: !isCut,
  };
}

/** What is in each folder, also in one that was passed through only. */
function foldersOf(entries: readonly LookEntry[]): ReadonlyMap<string, ReadonlySet<string>> {
  const folders = new Map<string, Set<string>>();
  for (const { path } of entries)
    for (let [folder, name] = [dirname(path), basename(path)]; ; [folder, name] = [dirname(folder), basename(folder)]) {
      const inside = folders.get(folder);
      inside?.add(name);
      if (inside !== undefined || folder === dirname(folder)) break;
      folders.set(folder, new Set([name]));
    }
  return folders;
}

function failure(path: string, code: string): Error {
  return Object.assign(new Error(`${code}, ${path}`), { code });
}
