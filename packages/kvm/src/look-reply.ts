// The reply of RS_LOOK: files, folders and links of one host, as they were when it was looked at.
import type { ByteReader } from './bytes.ts';
import { KvmError } from './kvm-error.ts';
import { entryKinds } from './protocol.ts';
import { status, type Status } from './replies.ts';

/** `held`: the beginning of a file, or where a link leads to; empty for a folder, and where `status` says why it could not be read. */
export type LookEntry = { kind: 'folder' | 'file' | 'link'; status: Status; path: string; held: Buffer };

/** `isCut`: not everything is there, as there was too much of it. */
export type Look = { entries: LookEntry[]; isCut: boolean };

export function lookReply(body: ByteReader): Look {
  const [count, cut] = [body.u32(), body.u32()];
  if (count * SMALLEST > body.left)
    throw new KvmError({ kind: 'broken', because: `${count} entries announced, ${body.left} bytes left` });
  return { entries: Array.from({ length: count }, () => entryOf(body)), isCut: cut !== 0 };
}

function entryOf(body: ByteReader): LookEntry {
  const [kind, outcome, length, held] = [body.u32(), body.u32(), body.u32(), body.u32()];
  const entry = { kind: kindOf(kind), status: status(outcome), path: body.text(length), held: body.bytes(held) };
  body.align8();
  return entry;
}

function kindOf(kind: number): LookEntry['kind'] {
  if (kind === entryKinds.RS_FOLDER) return 'folder';
  if (kind === entryKinds.RS_FILE) return 'file';
  if (kind === entryKinds.RS_LINK) return 'link';
  throw new KvmError({ kind: 'broken', because: `an entry of kind ${kind}` });
}

/** Bytes of an entry that holds nothing and has no path. */
const SMALLEST = 16;
