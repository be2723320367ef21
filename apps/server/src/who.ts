// Who asks: by the secret that came with the request, and nothing else.
import { userInfo } from 'node:os';
import type { Who } from '@regscope/contract';
import type { FastifyRequest } from 'fastify';
import type { Sessions, SessionState } from './sessions.ts';
import type { Tokens } from './tokens.ts';

export type Doors = { sessions: Sessions; tokens: Tokens };

/** What came as a bearer token, good or not. */
export function bearerOf({ headers }: FastifyRequest): string | undefined {
  return headers.authorization === undefined
    ? undefined
    : (/^Bearer (\S{1,200})$/.exec(headers.authorization)?.[1] ?? '');
}

/** `use`: being asked keeps a session open; `find`: it does not. A bearer token that is no good is not made up for by a cookie. */
export async function whoAsks(
  request: FastifyRequest,
  { sessions, tokens }: Doors,
  look: 'use' | 'find',
): Promise<Who | undefined> {
  const bearer = bearerOf(request);
  if (bearer === undefined) return ofSession(sessions[look](request.cookies[sessions.cookie] ?? ''));
  if (sessions.isCommandLine(bearer)) return commandLine();
  const token = await tokens.find(bearer);
  return token === undefined ? undefined : { kind: 'token', name: token.name, role: token.role };
}

/** Whoever can read the server's own file is who started it. */
export function commandLine(): Who {
  return { kind: 'command line', name: userName(), role: 'admin' };
}

export function ofSession(session: SessionState | undefined): Who | undefined {
  return session === undefined ? undefined : { kind: 'session', name: session.name, role: session.role };
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    // A container may run as a user whom nobody named.
    return `user-${process.getuid?.() ?? 0}`;
  }
}
