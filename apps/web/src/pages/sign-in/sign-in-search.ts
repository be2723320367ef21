/** `from`: where to go afterwards. `problem`: the code of what went wrong with a link. */
export type SignInSearch = { from?: string; problem?: string };

export function readSignInSearch(search: Record<string, unknown>): SignInSearch {
  return {
    ...(typeof search['from'] === 'string' ? { from: search['from'] } : {}),
    ...(typeof search['problem'] === 'string' ? { problem: search['problem'] } : {}),
  };
}

/** The way back, if it is a path of this page: a link that somebody else made must not lead to another site. */
export function wayBack(from: string | undefined): string {
  return from !== undefined && /^\/(?![/\\])/.test(from) && !from.startsWith('/sign-in') ? from : '/';
}
