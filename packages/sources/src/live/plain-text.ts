/** Text that another process chose, fit to be shown: one line, at most `most` characters, nothing that moves a cursor or turns text round. */
export function plainText(text: string, most: number): string {
  const plain = text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}]/gu, '�');
  const letters = Array.from(plain.slice(0, 2 * most + 2));
  return letters.length > most ? `${letters.slice(0, most - 1).join('')}…` : letters.join('');
}
