import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { debianMirror, parseListFile, parseSourcesFile, type AptSource, type DebianMirror } from './apt-sources.ts';
import { LabError } from './lab-error.ts';

/** The Debian mirror that this machine's own apt uses. */
export async function machineMirror(etc = '/etc/apt'): Promise<DebianMirror> {
  const mirror = debianMirror(await machineSources(etc));
  if (mirror) return mirror;
  throw new LabError('LAB_NOT_DEBIAN', `no Debian mirror is among the apt sources in ${etc}`, {
    remedy: 'Lab hosts are built from Debian packages: add a Debian entry to the apt sources, or use recorded hosts.',
  });
}

/** The suite that this machine itself runs, such as `bookworm`. */
export async function machineSuite(osRelease = '/etc/os-release'): Promise<string> {
  const text = await readFile(osRelease, 'utf8').catch(() => '');
  const suite = /^VERSION_CODENAME="?([a-z]+)"?$/m.exec(text)?.[1];
  if (suite !== undefined && /^ID="?debian"?$/m.test(text)) return suite;
  throw new LabError('LAB_NOT_DEBIAN', 'this machine does not run Debian', {
    remedy: 'Install qemu-system-aarch64 and aarch64-linux-gnu-gcc with your own package manager.',
  });
}

async function machineSources(etc: string): Promise<AptSource[]> {
  const folder = join(etc, 'sources.list.d');
  const names = (await readdir(folder).catch((): string[] => [])).toSorted();
  const files = [join(etc, 'sources.list'), ...names.map((name) => join(folder, name))];
  const sources = await Promise.all(
    files.map(async (file) => {
      const text = await readFile(file, 'utf8').catch(() => '');
      if (file.endsWith('.sources')) return parseSourcesFile(text);
      return file.endsWith('.list') ? parseListFile(text) : [];
    }),
  );
  return sources.flat();
}
