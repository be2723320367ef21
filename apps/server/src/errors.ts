// The only place that knows which HTTP status an error has, and how anything thrown becomes an answer.
import { RegscopeError, type ErrorCode } from '@regscope/contract';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import type { App } from './app.ts';

const statuses = {
  BAD_REQUEST: 400,
  NOT_SIGNED_IN: 401,
  LINK_SPENT: 401,
  NOT_ALLOWED: 403,
  FOREIGN_ORIGIN: 403,
  TOO_MANY_REQUESTS: 429,
  WRONG_TYPE: 415,
  NO_SUCH_ROUTE: 404,
  NO_SUCH_HOST: 404,
  NO_SUCH_VM: 404,
  NO_SUCH_VCPU: 404,
  NO_SUCH_REGISTER: 404,
  NO_SUCH_FIELD: 404,
  NO_SUCH_FEATURE: 422,
  VM_STARTED: 409,
  PHASE_UNKNOWN: 409,
  NOT_EDITABLE: 409,
  NEEDS_ATTACH: 409,
  ATTACH_REFUSED: 409,
  PLAN_STALE: 409,
  PLAN_REFUSED: 422,
  NO_SUCH_ATTEMPT: 404,
  HOST_UNAVAILABLE: 503,
  HOST_BUSY: 409,
  NO_SUCH_CAPTURE: 404,
  BAD_CAPTURE: 422,
  NAME_TAKEN: 409,
  NOT_YOURS: 403,
  NO_SUCH_TOKEN: 404,
  NO_SUCH_SESSION: 404,
  AUDIT_FAILED: 500,
  RECORDED: 409,
  HOST_GONE: 410,
  HOST_TIMED_OUT: 504,
  BROKEN_ANSWER: 502,
  KERNEL_REFUSED: 422,
  CORE_REFUSED: 422,
  TOO_MANY: 422,
  SERVER_GONE: 500,
  INTERRUPTED: 500,
  BUSY_PORT: 500,
  CANNOT_LISTEN: 500,
  INTERNAL: 500,
} satisfies Record<ErrorCode, number>;

export function answerErrors(app: App): void {
  app.setErrorHandler((error: unknown, request, reply) => send(reply, explain(error), () => request.log.error(error)));
  app.setNotFoundHandler((request, reply) => notFound(request, reply));
}

export function send(reply: FastifyReply, error: RegscopeError, log: () => void): FastifyReply {
  const { code, message, details } = error;
  if (statuses[code] === 500) log();
  return reply.status(statuses[code]).send({ code, message, details });
}

export function explain(error: unknown): RegscopeError {
  if (error instanceof RegscopeError) return error;
  const { statusCode = 500, message, code } = error as FastifyError;
  if (statusCode === 429) return new RegscopeError('TOO_MANY_REQUESTS', message);
  if (statusCode === 415) return new RegscopeError('WRONG_TYPE', message, { reason: code ?? null });
  if (statusCode >= 400 && statusCode < 500) return new RegscopeError('BAD_REQUEST', message, { reason: code ?? null });
  return new RegscopeError('INTERNAL', 'regscope made a mistake; its log has the details');
}

/** An address of the page itself gets the page: the page's own router knows where it leads. */
function notFound(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const wantsPage =
    request.method === 'GET' &&
    !request.url.startsWith('/api/') &&
    request.headers.accept?.includes('text/html') === true;
  if (wantsPage && reply.server.hasReplyDecorator('sendFile'))
    return reply.header('cache-control', 'no-cache').sendFile('index.html', { immutable: false, maxAge: 0 });
  return send(
    reply,
    new RegscopeError('NO_SUCH_ROUTE', `nothing is at ${request.method} ${request.url.slice(0, 200)}`),
    () => {},
  );
}
