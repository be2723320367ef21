import type { LookFiles } from './look-files.ts';

/**
 * What a machine tells of its processes and of KVM's insides, at the paths of `LookFiles`: this machine as it is, or another one as it was
 * when it was looked at. What throws, throws an error whose `code` is the name of an errno, as node:fs does.
 */
export interface View extends LookFiles {
  names(folder: string): string[];
  link(path: string): string;
  /** The beginning of a file. */
  small(path: string, most?: number): Buffer;
  /** The same two for what may take its time: nobody else waits meanwhile. */
  slowNames(folder: string): Promise<string[]>;
  slowFile(path: string, signal?: AbortSignal): Promise<Buffer>;
  /** Whether who looks has the rights of root. */
  isRoot(): boolean;
  /** When it was so. */
  readAt(): Date;
  /** False where there was too much to look at all of it. */
  readonly isWhole: boolean;
}

/** As text; undefined where it cannot be read, or what it told of is gone. */
export function smallText(view: View, path: string, most?: number): string | undefined {
  try {
    return view.small(path, most).toString('latin1');
  } catch {
    return undefined;
  }
}

export function linkOf(view: View, path: string): string | undefined {
  try {
    return view.link(path);
  } catch {
    return undefined;
  }
}

/** None where they cannot be listed. */
export function namesIn(view: View, folder: string): string[] {
  try {
    return view.names(folder);
  } catch {
    return [];
  }
}

/** The errno name of what a view threw. */
export function errnoOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'EIO';
}
