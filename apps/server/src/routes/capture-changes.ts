import { changesBetween } from '@regscope/checks';
import { CaptureChanges, paths, RegscopeError } from '@regscope/contract';
import { idFromHex } from '@regscope/registers';
import type { StoredCapture } from '@regscope/sources';
import { Type } from 'typebox';
import type { App, Deps } from '../app.ts';
import { identify } from '../catalogued.ts';
import { route } from './params.ts';

const name = Type.String({ minLength: 1, maxLength: 120 });

/** From one recorded host to another: what appeared, vanished, or is no longer whose or what it was. */
export function captureChangeRoutes(app: App, { hosts: { captures } }: Deps): void {
  const schema = { params: Type.Object({ from: name, to: name }), response: { 200: CaptureChanges } };
  app.get(route(paths.captureChanges(':from', ':to')), { schema }, async ({ params: { from, to } }) => {
    const [older, newer] = [await captures.find(from), await captures.find(to)];
    mustShareArch(older, newer);
    const changes = changesBetween(older.capture, newer.capture);
    if (changes === undefined) throw notProbed(older.capture.probe === null ? from : to);
    const { gained, lost, scope, mutability, same } = changes;
    return {
      from,
      to,
      gained: gained.map(named),
      lost: lost.map(named),
      scope: scope.map((change) => ({ ...change, ...named(change.id) })),
      mutability: mutability.map((change) => ({ ...change, ...named(change.id) })),
      same,
    };
  });
}

function mustShareArch(from: StoredCapture, to: StoredCapture): void {
  const [a, b] = [from.capture.host.arch, to.capture.host.arch];
  if (a === b) return;
  const message = `${from.name} is ${a} and ${to.name} is ${b}: they share no registers`;
  throw new RegscopeError('BAD_REQUEST', message, { from: from.name, to: to.name });
}

function notProbed(capture: string): RegscopeError {
  return new RegscopeError('BAD_REQUEST', `${capture} was not probed: capture the host anew with a probe`, { capture });
}

function named(id: string): { id: string; name: string } {
  return { id, name: identify(idFromHex(id)).name };
}
