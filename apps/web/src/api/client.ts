import { createClient, type Client } from '@regscope/contract';

/** The one door to the server. The session rides along as a cookie. */
export const client = createClient((url, ask) => fetch(url, { ...ask, credentials: 'same-origin' }));

/** The same door for one long call: when `signal` aborts, the server hears it and stops too. */
export function clientUntil(signal: AbortSignal): Client {
  return createClient((url, ask) => fetch(url, { ...ask, credentials: 'same-origin', signal }));
}
