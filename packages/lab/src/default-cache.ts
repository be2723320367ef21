import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where kernels, emulators and saved states live: $REGSCOPE_CACHE, else $XDG_CACHE_HOME/regscope, else ~/.cache/regscope. */
export function defaultCache(env: Readonly<Record<string, string | undefined>>): string {
  if (env['REGSCOPE_CACHE']) return env['REGSCOPE_CACHE'];
  return join(env['XDG_CACHE_HOME'] || join(env['HOME'] || homedir(), '.cache'), 'regscope');
}
