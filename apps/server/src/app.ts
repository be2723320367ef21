import { existsSync } from 'node:fs';
import { createServer } from 'node:https';
import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import { fastifySSE as sse } from '@fastify/sse';
import serveStatic from '@fastify/static';
import swagger from '@fastify/swagger';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyServerFactory,
  type RawServerDefault,
} from 'fastify';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Hosts } from '@regscope/sources';
import { answerErrors, explain, send } from './errors.ts';
import type { AuditLog } from './audit/audit-log.ts';
import { guard } from './guard.ts';
import { Profiles } from './profiles.ts';
import type { Reach } from './reach.ts';
import { collectNeeds } from './route-needs.ts';
import { auditRoutes } from './routes/audit.ts';
import { baselineRoutes } from './routes/baselines.ts';
import { captureChangeRoutes } from './routes/capture-changes.ts';
import { captureRoutes } from './routes/captures.ts';
import { catalogueRoutes } from './routes/catalogues.ts';
import { compareRoutes } from './routes/compare.ts';
import { decodeRoutes } from './routes/decode.ts';
import { editRoutes } from './routes/edits.ts';
import { eventRoutes } from './routes/events.ts';
import { featureRoutes } from './routes/features.ts';
import { hostRoutes } from './routes/hosts.ts';
import { planRoutes } from './routes/plans.ts';
import { sessionRoutes } from './routes/session.ts';
import { otherSessionRoutes } from './routes/sessions.ts';
import { tokenRoutes } from './routes/tokens.ts';
import { trialRoutes } from './routes/trials.ts';
import { verdictRoutes } from './routes/verdicts.ts';
import { vmRoutes } from './routes/vms.ts';
import type { Sessions } from './sessions.ts';
import type { Tokens } from './tokens.ts';

export type Deps = {
  hosts: Hosts;
  sessions: Sessions;
  tokens: Tokens;
  audit: AuditLog;
  /** Left out: reached by loopback addresses, without TLS. */
  reach?: Reach;
  tls?: Tls;
  version: string;
  /** Folder of the built page; a server without it answers the API only. */
  page?: string;
  logLevel?: string;
};

/** PEM, certificate with its chain. */
export type Tls = { cert: Buffer; key: Buffer };

export type App = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>;

/** The whole server, ready to `inject` or to listen; it never listens by itself. */
export async function buildApp(deps: Deps): Promise<App> {
  const app: App = fastify({
    ...(deps.tls === undefined ? {} : { serverFactory: secureServer(deps.tls) }),
    logger: {
      level: deps.logLevel ?? 'warn',
      redact: ['req.headers.cookie', 'req.headers.authorization'],
      stream: process.stderr,
    },
    bodyLimit: 1 << 20,
    routerOptions: { maxParamLength: 1200 },
    ajv: { customOptions: { coerceTypes: false, removeAdditional: false } },
    forceCloseConnections: true,
    frameworkErrors: (error, request, reply) => void send(reply, explain(error), () => request.log.error(error)),
  }).withTypeProvider<TypeBoxTypeProvider>();
  app.removeContentTypeParser('text/plain');
  answerErrors(app);
  await app.register(cookie);
  await app.register(helmet, headers);
  await app.register(rateLimit, { global: false });
  await app.register(sse, { heartbeatInterval: 15_000 });
  await app.register(swagger, { openapi: { openapi: '3.1.0', info: { title: 'regscope', version: deps.version } } });
  collectNeeds(app);
  guard(app, deps);
  sessionRoutes(app, deps);
  otherSessionRoutes(app, deps);
  tokenRoutes(app, deps);
  auditRoutes(app, deps);
  hostRoutes(app, deps);
  vmRoutes(app, deps);
  const profiles = new Profiles(deps.hosts.captures);
  planRoutes(app, { ...deps, profiles });
  editRoutes(app, deps);
  decodeRoutes(app, deps);
  catalogueRoutes(app);
  captureRoutes(app, deps);
  captureChangeRoutes(app, deps);
  featureRoutes(app, deps);
  compareRoutes(app, deps);
  trialRoutes(app, deps);
  verdictRoutes(app, { ...deps, profiles });
  baselineRoutes(app, { ...deps, profiles });
  eventRoutes(app, deps);
  app.get('/api/v1/openapi.json', { schema: { hide: true } }, () => app.swagger());
  if (deps.page !== undefined && existsSync(deps.page))
    await app.register(serveStatic, { root: deps.page, ...caching });
  return app;
}

function secureServer(tls: Tls): FastifyServerFactory {
  return (handler) => createServer(tls, handler);
}

/** No inline script; Mantine sets its variables in style elements, so styles may be inline. Nothing comes from another machine. */
const headers = {
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'self'"],
      styleSrc: ["'self'", "'unsafe-inline'"],
      imgSrc: ["'self'", 'data:'],
      objectSrc: ["'none'"],
      baseUri: ["'none'"],
      formAction: ["'self'"],
      frameAncestors: ["'none'"],
    },
  },
  strictTransportSecurity: false,
} as const;

/** Built files carry a hash of their content in their names; only index.html is asked for again. */
const caching = {
  wildcard: false,
  immutable: true,
  maxAge: '365d',
  setHeaders: (reply: FastifyReply, path: string): void => {
    if (path.endsWith('.html')) void reply.header('cache-control', 'no-cache');
  },
};
