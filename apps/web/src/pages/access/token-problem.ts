// Why a token cannot be made of what was typed. The server's schema says the same; this only says it before.

export function nameProblem(name: string): string | undefined {
  if (name === '') return 'A token needs a name.';
  return /^[A-Za-z0-9]([A-Za-z0-9 ._@+-]*[A-Za-z0-9._@+-])?$/.test(name)
    ? undefined
    : 'A name has letters, digits, spaces and . _ @ + -, and begins with a letter or digit.';
}

/** Empty: it does not end. */
export function daysProblem(days: string): string | undefined {
  if (days === '') return undefined;
  return /^[1-9]\d{0,3}$/.test(days) && Number(days) <= 3660 ? undefined : 'Days are a number from 1 to 3660.';
}
