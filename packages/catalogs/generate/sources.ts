import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Json } from './json.ts';

/** A source as it lies on disk: an unpacked folder or the archive that it came in. */
export type Source = { read(path: string): string; close(): void };

export function openSource(path: string, wanted: readonly string[]): Source {
  if (!/\.(?:deb|tar(?:\.\w+)?|tgz)$/.test(path))
    return { read: (name) => readFileSync(join(path, name), 'utf8'), close: () => {} };
  const folder = mkdtempSync(join(tmpdir(), 'regscope-catalogue-'));
  unpack(path, folder, wanted);
  return {
    read: (name) => readFileSync(join(folder, name), 'utf8'),
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Debian's linux-source packages hold one archive, whose files lie below a folder of its name. */
function unpack(path: string, folder: string, wanted: readonly string[]): void {
  if (!path.endsWith('.deb')) {
    const inside = /linux-source[^/]*\.tar/.test(path)
      ? ['--strip-components=1', '--wildcards', ...wanted.map((w) => `*/${w}`)]
      : wanted;
    execFileSync('tar', ['-xf', path, '-C', folder, ...inside]);
    return;
  }
  execFileSync('dpkg-deb', ['-x', path, folder]);
  const [archive = ''] = execFileSync('find', [folder, '-name', 'linux-source-*.tar.xz'], { encoding: 'utf8' }).split(
    '\n',
  );
  if (!existsSync(archive)) throw new Error(`${path} holds no linux-source archive`);
  unpack(archive, folder, wanted);
}

export function readJson(source: Source, path: string): Json {
  const parsed: Json = JSON.parse(source.read(path));
  return parsed;
}
