import { mkdtempSync, rmSync, readFileSync } from 'node:fs';
import { request } from 'node:https';
import type { IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { paths } from '@regscope/contract';
import { readRuntimeFiles, serve } from './index.ts';
import { makeCertificate } from './test-certificate.ts';
import { files } from './test-server.ts';

const runtime = mkdtempSync(join(tmpdir(), 'regscope-tls-runtime-'));
afterAll(() => rmSync(runtime, { recursive: true }));
const { tlsCert, tlsKey } = makeCertificate(['regscope.example']);
const options = { port: 0, files, page: '/nowhere', runtime, version: '0.0.0', logLevel: 'silent' };

/** As a browser that takes this certificate and calls the server by `host`. */
function ask(url: string, host: string, { method = 'GET', body = '' } = {}): Promise<IncomingMessage> {
  const headers = { host, ...(body === '' ? {} : { 'content-type': 'application/json' }) };
  const ca = readFileSync(tlsCert);
  return new Promise((resolve, reject) => {
    request(url, { method, headers, ca, servername: 'regscope.example' }, resolve).on('error', reject).end(body);
  });
}

test('with a certificate the server speaks TLS, keeps its cookie to it, and answers to the names of the certificate', async () => {
  await using serving = await serve({ ...options, host: '0.0.0.0', tlsCert, tlsKey });
  const { port } = new URL(serving.url);
  expect(serving.signInLink).toMatch(new RegExp(`^https://regscope\\.example:${port}/sign-in#`));
  const here = `https://127.0.0.1:${port}`;
  const body = JSON.stringify({ token: new URL(serving.signInLink).hash.slice(1) });
  const signedIn = await ask(here + paths.session(), `regscope.example:${port}`, { method: 'POST', body });
  expect(signedIn.statusCode).toBe(200);
  expect(signedIn.headers['set-cookie']?.[0]).toMatch(/; HttpOnly; Secure; SameSite=Strict$/);
  expect(signedIn.headers['strict-transport-security']).toMatch(/^max-age=\d{8}$/);
  expect((await ask(here + paths.catalogues(), 'evil.example')).statusCode).toBe(403);
  expect((await ask(here + paths.catalogues(), `localhost:${port}`)).headers['strict-transport-security']).toBe(
    undefined,
  );
  await expect(fetch(`http://127.0.0.1:${port}${paths.catalogues()}`)).rejects.toThrow('fetch failed');
});

test('the command line is told where the server is on this machine, and which certificate it has', async () => {
  await using serving = await serve({ ...options, host: '0.0.0.0', tlsCert, tlsKey });
  const [found] = await readRuntimeFiles(runtime);
  expect(found).toMatchObject({
    url: `https://127.0.0.1:${new URL(serving.url).port}`,
    certificate: readFileSync(tlsCert, 'utf8'),
  });
});

test('behind a proxy links lead to the proxy, and cookies are for HTTPS', async () => {
  await using serving = await serve({ ...options, host: '127.0.0.1', behindProxy: 'https://public.example' });
  expect(serving.signInLink).toMatch(/^https:\/\/public\.example\/sign-in#/);
  const [found] = await readRuntimeFiles(runtime);
  const token = new URL(serving.signInLink).hash.slice(1);
  const headers = { 'content-type': 'application/json', origin: 'https://public.example' };
  const answer = await fetch(`${found?.url}${paths.session()}`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ token }),
  });
  expect(answer.status).toBe(200);
  expect(answer.headers.get('set-cookie')).toContain('; Secure;');
});
