// Which version a VMM is, without running it: from its path, or from the package that it came with.
import { join } from 'node:path';
import { plainText } from './plain-text.ts';
import type { Holder } from './holder.ts';
import type { View } from './view.ts';
import { fileOf, versionInPath } from './vmms.ts';

/** Null with the reason where nothing safe tells it. */
export type SeenVersion = { version: string | null; because: string };

export async function versionOf({ exe, apart }: Pick<Holder, 'exe' | 'apart'>, view: View): Promise<SeenVersion> {
  if (exe === null) return none("the program's file may not be known without more rights");
  const version = versionInPath(exe);
  if (version !== undefined) return { version, because: `from its path, ${plainText(exe, 200)}` };
  if (exe.endsWith(' (deleted)'))
    return none("the program's file was replaced since: what is installed now is not what runs");
  if (apart.includes('mnt'))
    return none("the program's file is in another mount namespace, whose packages are not ours");
  return (
    (await packaged(exe, view)) ??
    none('no Debian package of this machine holds the program, and nothing is run to ask it')
  );
}

async function packaged(exe: string, view: View): Promise<SeenVersion | undefined> {
  const begin = /^[a-z]+/.exec(fileOf(exe))?.[0];
  const lists = await view.slowNames(join(view.dpkg, 'info')).catch(() => []);
  for (const list of lists
    .filter((name) => name.endsWith('.list') && name.startsWith(begin ?? '/'))
    .slice(0, MOST_LISTS)) {
    const files = await textOf(view, join(view.dpkg, 'info', list));
    if (!files.split('\n').some((file) => file === exe || `/usr${file}` === exe)) continue;
    const name = list.slice(0, -'.list'.length).split(':')[0] ?? '';
    const version = installed(await textOf(view, join(view.dpkg, 'status')), name);
    if (version !== undefined) return { version, because: `of the Debian package ${name}` };
  }
  return undefined;
}

async function textOf(view: View, path: string): Promise<string> {
  return view.slowFile(path).then(String, () => '');
}

function installed(status: string, name: string): string | undefined {
  const entry = `\n${status}`.split('\n\n').find((text) => text.trimStart().startsWith(`Package: ${name}\n`));
  const version = /^Version: (\S{1,80})$/m.exec(entry ?? '')?.[1];
  return version === undefined ? undefined : plainText(version, 80);
}

function none(because: string): SeenVersion {
  return { version: null, because };
}

const MOST_LISTS = 60;
