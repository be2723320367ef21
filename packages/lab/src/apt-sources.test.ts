import { expect, test } from 'vitest';

import { debianMirror, parseListFile, parseSourcesFile } from './apt-sources.ts';

const stanzas = `# made by the installer
Types: deb deb-src
URIs: http://mirror.example/debian
# a comment inside
Suites: bookworm
 bookworm-updates
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg

Types: deb
URIs: http://mirror.example/debian-security
Suites: bookworm-security
Components: main

Enabled: no
Types: deb
URIs: http://off.example/debian
Suites: bookworm
Components: main
`;

test('stanzas of a .sources file are read, those switched off are not', () => {
  const [first, ...rest] = parseSourcesFile(stanzas);
  expect(first?.suites).toEqual(['bookworm', 'bookworm-updates']);
  expect(rest.map(({ uris }) => uris)).toEqual([['http://mirror.example/debian-security']]);
  expect(debianMirror(parseSourcesFile(stanzas))).toEqual({
    uri: 'http://mirror.example/debian',
    keyring: '/usr/share/keyrings/debian-archive-keyring.gpg',
  });
});

test('lines of a .list file are read', () => {
  const sources = parseListFile(`
# deb http://off.example/debian bookworm main
deb [arch=amd64 signed-by=/usr/share/keyrings/other.gpg] https://other.example/apt cloud-bookworm main
deb-src http://mirror.example/debian bookworm main
deb http://mirror.example/debian/ bookworm main contrib # ours
`);
  expect(sources).toHaveLength(2);
  expect(debianMirror(sources)).toEqual({ uri: 'http://mirror.example/debian/', keyring: undefined });
});

test.each([
  'deb [signed-by=/usr/share/keyrings/vendor.gpg] https://vendor.example/node_20.x bookworm main',
  'deb http://mirror.example/ubuntu noble main',
  'deb http://mirror.example/debian-security bookworm-security main',
  'deb cdrom:[Debian]/debian bookworm main',
  'deb http://mirror.example/debian bookworm contrib',
])('%s is no mirror of Debian', (line) => {
  expect(debianMirror(parseListFile(line))).toBeUndefined();
});
