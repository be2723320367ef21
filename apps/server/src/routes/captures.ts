import { MOST_BYTES, showCapture, writeCapture, type Capture } from '@regscope/captures';
import {
  CaptureList,
  CaptureName,
  CaptureSummary,
  paths,
  RegisterList,
  RegscopeError,
  TakeCapture,
  VmFeatures,
} from '@regscope/contract';
import { idFromHex } from '@regscope/registers';
import { probedIn, summaryOf, takeCapture, type StoredCapture } from '@regscope/sources';
import type { FastifyReply } from 'fastify';
import { Type } from 'typebox';
import type { App, Deps } from '../app.ts';
import { identify } from '../catalogued.ts';
import { recordedFrom } from '../recorded-from.ts';
import { registerList } from '../register-list.ts';
import { untilGone } from '../until-gone.ts';
import { featuresOf } from './features.ts';
import { route, VmParams } from './params.ts';

const FILE = 'application/octet-stream';

export function captureRoutes(app: App, deps: Deps): void {
  const { captures } = deps.hosts;
  const editor = { config: { role: 'editor' } } as const;
  const one = { ...editor, schema: { params: CaptureName, response: { 200: CaptureSummary } } };
  // What is removed and brought back need not be a capture any more, so nothing more is told of it.
  const named = { ...editor, schema: { params: CaptureName, response: { 200: CaptureName } } };
  app.addContentTypeParser(FILE, { parseAs: 'buffer', bodyLimit: MOST_BYTES }, (_, body, done) => done(null, body));

  app.get(paths.captures(), { schema: { response: { 200: CaptureList } } }, () => captures.list());

  const upload = { ...one, config: { role: 'editor', body: FILE }, bodyLimit: MOST_BYTES } as const;
  app.put(route(paths.capture(':name')), upload, async ({ params, query, body }) =>
    told(deps, captures.add(params.name, bytesOf(body), nameIn(query) ?? params.name)),
  );

  app.get(route(paths.capture(':name')), { schema: { params: CaptureName } }, async ({ params }, reply) =>
    sendFile(reply, params.name, (await captures.find(params.name)).capture),
  );

  app.patch(
    route(paths.capture(':name')),
    { ...editor, schema: { ...one.schema, body: CaptureName } },
    async ({ params, body }) => told(deps, captures.rename(params.name, body.name)),
  );

  app.delete(route(paths.capture(':name')), named, async ({ params: { name } }) => {
    await captures.remove(name);
    announce(deps);
    return { name };
  });

  app.post(route(paths.restoreCapture(':name')), named, async ({ params: { name } }) => {
    await captures.restore(name);
    announce(deps);
    return { name };
  });

  takeRoute(app, deps);
  lookRoutes(app);
}

/** Answers with the summary of a capture that is kept under a name, with the capture's file otherwise. */
function takeRoute(app: App, deps: Deps): void {
  const taking = { config: { role: 'editor' }, schema: { params: VmParams, body: TakeCapture } } as const;
  app.post(route(paths.takeCapture(':host', ':vm')), taking, async (request, reply) => {
    const { params, body } = request;
    const signal = untilGone(reply, 'the capture');
    if (body.name !== undefined) await deps.hosts.captures.mustBeFree(body.name);
    const by = `regscope ${deps.version}`;
    const what = await deps.hosts.capturable(params.host, params.vm);
    const capture = await takeCapture(what, { by, probe: body.probe, signal });
    if (body.name === undefined) return sendFile(reply, `${params.host}-${params.vm}`, capture);
    return told(deps, deps.hosts.captures.add(body.name, new TextEncoder().encode(writeCapture(capture))));
  });
}

/** Reads a capture's file without keeping it. */
function lookRoutes(app: App): void {
  const reading = { config: { role: 'viewer', body: FILE }, bodyLimit: MOST_BYTES } as const;
  app.post(
    paths.lookAtCapture(),
    { ...reading, schema: { response: { 200: RegisterList } } },
    async ({ body, query }) => {
      const { host, capture } = lookedAt(body, query);
      const snapshot = await host.snapshot('1');
      return registerList(snapshot, probedIn(capture, snapshot));
    },
  );

  app.post(paths.lookAtFeatures(), { ...reading, schema: { response: { 200: VmFeatures } } }, async ({ body, query }) =>
    featuresOf(lookedAt(body, query).host, '1'),
  );

  app.post(
    paths.showCapture(),
    { ...reading, schema: { response: { 200: Type.Object({ text: Type.String() }) } } },
    async ({ body, query }) => {
      const { capture } = lookedAt(body, query);
      return { text: showCapture(capture, (id) => identify(idFromHex(id)).name) };
    },
  );
}

function lookedAt(body: unknown, query: unknown): ReturnType<typeof recordedFrom> {
  return recordedFrom(bytesOf(body), nameIn(query) ?? 'the file');
}

function nameIn(query: unknown): string | undefined {
  const name = typeof query === 'object' && query !== null && 'name' in query ? query.name : undefined;
  return typeof name === 'string' && name !== '' ? name.slice(0, 200) : undefined;
}

function bytesOf(body: unknown): Uint8Array {
  if (body instanceof Uint8Array) return body;
  throw new RegscopeError('BAD_REQUEST', `send the file itself, as ${FILE}`, {});
}

function sendFile(reply: FastifyReply, name: string, capture: Capture): FastifyReply {
  const file = `${name.replaceAll(/[^A-Za-z0-9._+-]/g, '-')}.json`;
  return reply
    .headers({ 'content-disposition': `attachment; filename="${file}"`, 'cache-control': 'no-store' })
    .type('application/json')
    .send(writeCapture(capture));
}

async function told(deps: Deps, work: Promise<StoredCapture>): Promise<CaptureSummary> {
  const stored = await work;
  announce(deps);
  return summaryOf(stored);
}

function announce({ hosts }: Deps): void {
  for (const what of ['captures', 'hosts', 'vms'] as const) hosts.announce({ what });
}
