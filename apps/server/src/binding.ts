// Where the server may be reached from: loopback as it is, and further only behind TLS or a proxy that somebody vouches for.
import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createSecureContext } from 'node:tls';
import { RegscopeError } from '@regscope/contract';
import type { Tls } from './app.ts';
import { certifiedReach, isLoopback, loopbackReach, proxiedReach, type Reach } from './reach.ts';

export type BindOptions = {
  host: string;
  tlsCert?: string;
  tlsKey?: string;
  /** The public address of a proxy that ends TLS: `https://name`. */
  behindProxy?: string;
};

export type Binding = { reach: Reach; tls?: Tls };

/** Throws a RegscopeError (CANNOT_LISTEN, BAD_REQUEST) that says what to do instead. */
export function bindingOf({ host, tlsCert, tlsKey, behindProxy }: BindOptions): Binding {
  if ((tlsCert === undefined) !== (tlsKey === undefined))
    throw new RegscopeError('BAD_REQUEST', '--tls-cert and --tls-key belong together: give both', {});
  if (behindProxy !== undefined && tlsCert !== undefined)
    throw new RegscopeError(
      'BAD_REQUEST',
      'either --tls-cert and --tls-key or --behind-proxy: one of them ends TLS',
      {},
    );
  if (behindProxy !== undefined) return { reach: proxiedReach(publicUrl(behindProxy)) };
  if (tlsCert !== undefined && tlsKey !== undefined) {
    const tls = pair({ cert: read(tlsCert, '--tls-cert'), key: read(tlsKey, '--tls-key') });
    return { reach: certifiedReach(tls.cert), tls };
  }
  mustBeLoopback(host);
  return { reach: loopbackReach };
}

/** The name by which people call a server that listens on all addresses: the first one that its certificate is for. */
export function certifiedName({ cert }: Tls): string | undefined {
  const names = new X509Certificate(cert).subjectAltName?.split(', ') ?? [];
  const found = names.flatMap((one) => /^(?:DNS|IP Address):([^*]+)$/.exec(one)?.[1] ?? []);
  return found.find((name) => !isLoopback(name)) ?? found[0];
}

function mustBeLoopback(host: string): void {
  if (isLoopback(host)) return;
  throw new RegscopeError(
    'CANNOT_LISTEN',
    `regscope listens on ${host}, beyond this machine's loopback addresses, only with --tls-cert FILE and --tls-key FILE, or with --behind-proxy https://NAME when a proxy ends TLS before it; without them, reach it through ssh -L 7330:127.0.0.1:7330`,
    { host },
  );
}

function publicUrl(text: string): string {
  const url = URL.parse(text);
  if (url?.protocol === 'https:' && url.origin === text.replace(/\/$/, '')) return url.origin;
  throw new RegscopeError(
    'BAD_REQUEST',
    `--behind-proxy takes the public address alone, such as https://regscope.example, not ${JSON.stringify(text)}`,
    {},
  );
}

function read(file: string, option: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    throw unusable(option, error);
  }
}

/** The key of another certificate would only show when the first browser came. */
function pair(tls: Tls): Tls {
  try {
    createSecureContext(tls);
    return tls;
  } catch (error) {
    throw unusable('--tls-cert and --tls-key', error);
  }
}

function unusable(option: string, error: unknown): RegscopeError {
  const because = error instanceof Error ? error.message : String(error);
  return new RegscopeError('CANNOT_LISTEN', `what ${option} names cannot be used: ${because}`, {});
}
