import type { Lasting } from './holder.ts';
import { fileOf } from './vmms.ts';

/** A process that holds VMs for a regscope, this one or another: those are its own business, and most of them last for one request. */
export function isRegscope({ exe, argv }: Pick<Lasting, 'exe' | 'argv'>): boolean {
  if (exe !== null && fileOf(exe) === 'regscope-agent') return true;
  return fileOf(argv[1] ?? '') === 'ffi-child.js' && fileOf(argv[2] ?? '') === 'libregscope.so';
}
