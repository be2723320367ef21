import { createClient } from '@regscope/contract';

/** The one door to the server. The session rides along as a cookie. */
export const client = createClient((url, ask) => fetch(url, { ...ask, credentials: 'same-origin' }));
