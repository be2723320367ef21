/** One entry of an initramfs: a folder, a file, or a character device. */
export type CpioEntry =
  | { readonly kind: 'folder'; readonly path: string }
  | { readonly kind: 'file'; readonly path: string; readonly bytes: Uint8Array; readonly mode: number }
  | { readonly kind: 'device'; readonly path: string; readonly major: number; readonly minor: number };

const nothing = new Uint8Array(0);

/**
 * Writes entries as a "newc" archive, the form the kernel unpacks as its initramfs
 * (Documentation/driver-api/early-userspace/buffer-format.rst). Same entries, same bytes: owner and times are zero.
 */
export function cpio(entries: readonly CpioEntry[]): Buffer {
  const trailer = record({ path: 'TRAILER!!!', inode: 0, mode: 0 });
  return Buffer.concat([...entries.flatMap((entry, i) => record({ ...fieldsOf(entry), inode: i + 1 })), ...trailer]);
}

type Fields = {
  readonly path: string;
  readonly inode: number;
  readonly mode: number;
  readonly bytes?: Uint8Array;
  readonly device?: readonly [major: number, minor: number];
};

function fieldsOf(entry: CpioEntry): Omit<Fields, 'inode'> {
  const { path } = entry;
  if (entry.kind === 'folder') return { path, mode: 0o040_755 };
  if (entry.kind === 'file') return { path, mode: 0o100_000 | entry.mode, bytes: entry.bytes };
  return { path, mode: 0o020_600, device: [entry.major, entry.minor] };
}

function record({ path, inode, mode, bytes = nothing, device = [0, 0] }: Fields): Buffer[] {
  const name = Buffer.from(`${path}\0`);
  // inode, mode, uid, gid, links, mtime, size, device of the file system (2), device number (2), length of name, checksum
  const numbers = [inode, mode, 0, 0, 1, 0, bytes.length, 0, 0, ...device, name.length, 0];
  const header = Buffer.from(`070701${numbers.map((n) => n.toString(16).padStart(8, '0')).join('')}`);
  return [padded(Buffer.concat([header, name])), padded(bytes)];
}

function padded(bytes: Uint8Array): Buffer {
  return Buffer.concat([bytes, Buffer.alloc(-bytes.length & 3)]);
}
