type SavedText = { text: string; type: 'text/csv' | 'text/plain' | 'text/markdown' | 'application/json' };

/** A file made by the page itself: the server is not asked. */
export function saveFile(name: string, { text, type }: SavedText): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
