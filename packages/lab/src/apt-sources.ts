// Reads the machine's own apt sources, in both of apt's formats (sources.list(5)), to learn which mirror serves Debian here.

export type AptSource = {
  readonly uris: readonly string[];
  readonly suites: readonly string[];
  readonly components: readonly string[];
  readonly signedBy: string | undefined;
};

export type DebianMirror = { readonly uri: string; readonly keyring: string | undefined };

const debianSuite =
  /^(?:(?:old){0,2}stable|testing|unstable|sid|bullseye|bookworm|trixie|forky|duke)(?:-(?:updates|backports))?$/;

/** The mirror that serves Debian's main archive, by the machine's own sources; undefined where there is none. */
export function debianMirror(sources: readonly AptSource[]): DebianMirror | undefined {
  const rank = ({ signedBy }: AptSource) => (signedBy?.includes('debian-archive') ? 0 : 1);
  const [best] = sources.filter(isDebian).toSorted((a, b) => rank(a) - rank(b));
  const uri = best?.uris.find(isFetchable);
  return best && uri ? { uri, keyring: keyringPath(best.signedBy) } : undefined;
}

// Other vendors use Debian's suite names too; they bring a keyring of their own, or a path that does not end in /debian.
function isDebian({ uris, suites, components, signedBy }: AptSource): boolean {
  if (!components.includes('main') || !suites.some((suite) => debianSuite.test(suite))) return false;
  if (signedBy?.includes('debian-archive')) return true;
  return uris.some((uri) => isFetchable(uri) && /\/debian\/?$/.test(uri));
}

function isFetchable(uri: string): boolean {
  return /^(?:https?|file|copy|mirror(?:\+\w+)?):\S+$/.test(uri) && !uri.includes('"');
}

function keyringPath(signedBy: string | undefined): string | undefined {
  return signedBy?.split(/[\s,]+/).find((word) => /^\/[^\s"\\]+$/.test(word));
}

/** Reads a `.sources` file: stanzas of `Field: value`, with continuation lines. */
export function parseSourcesFile(text: string): AptSource[] {
  const lines = text.split('\n').filter((line) => !line.startsWith('#'));
  return lines
    .join('\n')
    .split(/\n\s*\n/)
    .flatMap((stanza) => {
      const fields = new Map<string, string>();
      for (const [, name = '', value = ''] of stanza.matchAll(/^([A-Za-z-]+):((?:.*)(?:\n[ \t].*)*)/gm))
        fields.set(name.toLowerCase(), value.trim());
      if (/^no$/i.test(fields.get('enabled') ?? '') || !words(fields.get('types')).includes('deb')) return [];
      return [
        {
          uris: words(fields.get('uris')),
          suites: words(fields.get('suites')),
          components: words(fields.get('components')),
          signedBy: fields.get('signed-by'),
        },
      ];
    });
}

/** Reads a `.list` file: one `deb [options] uri suite component...` per line. */
export function parseListFile(text: string): AptSource[] {
  return text.split('\n').flatMap((line) => {
    const match = /^\s*deb\s+(?:\[([^\]]*)\]\s*)?(\S+)\s+(\S+)\s*([^#]*)/.exec(line);
    if (!match) return [];
    const [, options = '', uri = '', suite = '', components] = match;
    const signedBy = /(?:^|\s)signed-by=(\S+)/i.exec(options)?.[1];
    return [{ uris: [uri], suites: [suite], components: words(components), signedBy }];
  });
}

function words(text = ''): string[] {
  return text.split(/\s+/).filter((word) => word !== '');
}
