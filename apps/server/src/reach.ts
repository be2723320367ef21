// By which names this server may be called, and from which pages changed.
import { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';

export type Reach = {
  /** Whether a Host header names this server. A page of another name that was made to point here (DNS rebinding) still names itself. */
  ownsHost: (host: string) => boolean;
  /** Whether a page of this origin is regscope's own, as seen by a request to `asked`, an origin too. */
  ownsOrigin: (origin: string, asked: string) => boolean;
  /** Whether browsers come by HTTPS. */
  secure: boolean;
  /** The address for people, where it is another than the one that was asked: `https://name`. */
  publicUrl?: string;
};

export const loopbackReach: Reach = {
  ownsHost: isLoopback,
  ownsOrigin: (origin, asked) => origin === asked,
  secure: false,
};

/** With a certificate: every name and address that it is valid for. */
export function certifiedReach(pem: string | Buffer): Reach {
  const certificate = new X509Certificate(pem);
  return { ...loopbackReach, secure: true, ownsHost: (host) => isLoopback(host) || certifies(certificate, host) };
}

/** Behind a proxy that ends TLS: its public address alone, and loopback for the command line. */
export function proxiedReach(publicUrl: string): Reach {
  const { host, origin } = new URL(publicUrl);
  return {
    // Some proxies hand the name on that was asked for, some put the address of this server there.
    ownsHost: (asked) => asked === host || isLoopback(asked),
    ownsOrigin: (from, asked) => from === origin || (from === asked && isLoopback(new URL(from).host)),
    secure: true,
    publicUrl: origin,
  };
}

export function isLoopback(host: string): boolean {
  return /^(?:localhost|\[?::1\]?|127(?:\.\d{1,3}){3})$/.test(withoutPort(host));
}

function certifies(certificate: X509Certificate, host: string): boolean {
  const name = withoutPort(host).replace(/^\[(.*)\]$/, '$1');
  return isIP(name) === 0 ? certificate.checkHost(name) !== undefined : certificate.checkIP(name) !== undefined;
}

function withoutPort(host: string): string {
  return host.replace(/(?<=^[^:]*|\]):\d+$/, '');
}
