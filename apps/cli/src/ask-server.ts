// One question to a running server, by HTTP or HTTPS.
import { X509Certificate } from 'node:crypto';
import { request as plain } from 'node:http';
import { request as secure, type RequestOptions } from 'node:https';
import { RegscopeError, type Fetch } from '@regscope/contract';

export type Server = {
  url: string;
  /** PEM: then no other certificate is taken, whatever the authorities say. */
  certificate?: string;
};

/** Failures are sentences: the server may end while it is asked. fetch would give up after five minutes, and a probe may take longer. */
export function askServer(server: Server, signal?: AbortSignal): Fetch {
  return (url, { method, headers, body }) =>
    new Promise((resolve, reject) => {
      const options = { method, headers, ...pinned(server), ...(signal === undefined ? {} : { signal }) };
      const asking = (url.startsWith('https:') ? secure : plain)(url, options, (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('error', (error) => reject(gone(url, error)));
        answer.on('end', () => {
          const status = answer.statusCode ?? 0;
          resolve({ ok: status < 400, status, text: async () => Buffer.concat(chunks).toString('utf8') });
        });
      });
      asking.on('error', (error) => reject(gone(url, error)));
      asking.end(body);
    });
}

/** The server is called by a loopback address, which its certificate need not be for: it must be this very certificate instead. */
function pinned({ certificate }: Server): RequestOptions {
  if (certificate === undefined) return {};
  const { fingerprint256 } = new X509Certificate(certificate);
  return {
    ca: certificate,
    allowPartialTrustChain: true,
    checkServerIdentity: (_, peer) =>
      peer.fingerprint256 === fingerprint256 ? undefined : new Error('it has another certificate than it said'),
  };
}

function gone(url: string, { message }: Error): RegscopeError {
  const { origin } = new URL(url);
  return new RegscopeError('SERVER_GONE', `the regscope server at ${origin} does not answer any more: ${message}`, {
    url: origin,
  });
}
