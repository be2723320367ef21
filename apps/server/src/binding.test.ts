import { expect, test } from 'vitest';
import { bindingOf } from './binding.ts';
import { certifiedReach, loopbackReach, proxiedReach } from './reach.ts';
import { readFileSync } from 'node:fs';
import { makeCertificate } from './test-certificate.ts';

const named = makeCertificate(['regscope.example', '*.lab.example', '192.0.2.7']);

test.each([
  [{ host: '0.0.0.0' }, 'CANNOT_LISTEN', '--tls-cert FILE'],
  [{ host: '192.0.2.1' }, 'CANNOT_LISTEN', '--behind-proxy https://NAME'],
  [{ host: '::1', tlsCert: named.tlsCert }, 'BAD_REQUEST', 'give both'],
  [{ host: '::1', tlsKey: named.tlsKey }, 'BAD_REQUEST', 'give both'],
  [{ host: '::1', tlsCert: '/nowhere', tlsKey: '/nowhere' }, 'CANNOT_LISTEN', '--tls-cert'],
  [{ host: '::1', tlsCert: named.tlsKey, tlsKey: named.tlsKey }, 'CANNOT_LISTEN', 'cannot be used'],
  [{ host: '::1', tlsCert: named.tlsCert, tlsKey: makeCertificate(['a']).tlsKey }, 'CANNOT_LISTEN', 'mismatch'],
  [{ host: '::1', behindProxy: 'https://a.example', ...named }, 'BAD_REQUEST', 'either'],
  [{ host: '::1', behindProxy: 'http://a.example' }, 'BAD_REQUEST', 'https://regscope.example'],
  [{ host: '::1', behindProxy: 'https://a.example/path' }, 'BAD_REQUEST', 'the public address alone'],
  [{ host: '::1', behindProxy: 'a.example' }, 'BAD_REQUEST', 'not "a.example"'],
])('%j is refused with what to do instead', (options, code, sentence) => {
  expect(() => bindingOf(options)).toThrow(
    expect.objectContaining({ code, message: expect.stringContaining(sentence) }),
  );
});

test('beyond loopback is allowed with a certificate or behind a proxy, loopback always', () => {
  expect(bindingOf({ host: '0.0.0.0', ...named }).reach.secure).toBe(true);
  expect(bindingOf({ host: '0.0.0.0', behindProxy: 'https://a.example/' }).reach.publicUrl).toBe('https://a.example');
  expect(bindingOf({ host: '127.0.0.1' }).reach).toBe(loopbackReach);
});

test.each([
  ['localhost:7330', true, true, true],
  ['127.0.0.1', true, true, true],
  ['[::1]:7330', true, true, true],
  ['regscope.example:7330', false, true, false],
  ['vm7.lab.example', false, true, false],
  ['192.0.2.7:7330', false, true, false],
  ['public.example', false, false, true],
  ['public.example:7330', false, false, false],
  ['evil.example', false, false, false],
  ['localhost.evil.example', false, false, false],
  ['a.b.lab.example', false, false, false],
  ['192.0.2.8', false, false, false],
  ['', false, false, false],
])('%j names a server on loopback: %s, with its certificate: %s, behind its proxy: %s', (host, ...wanted) => {
  const reaches = [loopbackReach, certifiedReach(readFileSync(named.tlsCert)), proxiedReach('https://public.example')];
  expect(reaches.map((reach) => reach.ownsHost(host))).toEqual(wanted);
});

test('behind a proxy its public origin may change things, and this machine, and nobody else', () => {
  const { ownsOrigin } = proxiedReach('https://public.example');
  expect(ownsOrigin('https://public.example', 'http://127.0.0.1:7330')).toBe(true);
  expect(ownsOrigin('http://127.0.0.1:7330', 'http://127.0.0.1:7330')).toBe(true);
  for (const origin of ['null', 'http://public.example', 'https://public.example:8443', 'https://evil.example'])
    expect(ownsOrigin(origin, 'http://127.0.0.1:7330')).toBe(false);
});
