// The search part of the address: plain texts, nothing quoted, so that people can read and change it.

export function parseSearch(search: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(search));
}

export function stringifySearch(search: Record<string, unknown>): string {
  const texts = Object.entries(search).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  // Commas, colons, slashes and at signs need no escape in a query.
  const text = new URLSearchParams(texts)
    .toString()
    .replaceAll('%2C', ',')
    .replaceAll('%3A', ':')
    .replaceAll('%2F', '/')
    .replaceAll('%40', '@');
  return text === '' ? '' : `?${text}`;
}
