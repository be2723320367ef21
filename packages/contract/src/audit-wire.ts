// The audit log: what stands in its lines, and how it is asked for. The schemas are those of the file as well: lines are kept for ever.
import { Type, type Static } from 'typebox';
import { Who } from './access-wire.ts';
import { Hex } from './wire.ts';

const closed = { additionalProperties: false };
const name = Type.String({ minLength: 1, maxLength: 120 });

const write = {
  id: Hex,
  name: Type.String(),
  vcpu: Type.Integer({ minimum: 0, description: 'that it was written through' }),
  shared: Type.Boolean({ description: 'seen by all vCPUs; else by that one alone' }),
  mask: Hex,
  old: Hex,
  new: Hex,
};

const AuditOutcome = Type.Enum(['applied', 'refused', 'rolled back', 'partly', 'unknown']);

export const AuditAttempt = Type.Object(
  {
    kind: Type.Literal('attempt'),
    attempt: name,
    action: Type.Enum(['apply', 'undo', 'try']),
    who: Who,
    host: name,
    vm: name,
    createdAt: Type.String({ description: 'of the VM, ISO 8601: tells it from a later one of the same name' }),
    plan: Type.String({ description: 'id of the plan' }),
    undoes: Type.Union([Type.String(), Type.Null()], { description: 'the attempt that is taken back' }),
    writes: Type.Array(Type.Object(write, closed)),
  },
  closed,
);

export const AuditResult = Type.Object(
  {
    kind: Type.Literal('result'),
    attempt: name,
    outcome: AuditOutcome,
    message: Type.String(),
    writes: Type.Array(
      Type.Object(
        {
          ...write,
          stored: Type.Union([Hex, Type.Null()], { description: 'read back afterwards; null: not read' }),
          errno: Type.Union([Type.String(), Type.Null()]),
        },
        closed,
      ),
    ),
  },
  closed,
);

export const AuditAccess = Type.Object(
  {
    kind: Type.Literal('access'),
    who: Who,
    what: Type.Enum([
      'link given',
      'signed in',
      'signed out',
      'token added',
      'token revoked',
      'session ended',
      'attached',
      'attached despite filters',
      'refused',
    ]),
    about: Type.String(),
  },
  closed,
);

export const AuditOpened = Type.Object({ kind: Type.Literal('opened'), because: Type.String() }, closed);

export const AuditEntry = Type.Union([AuditAttempt, AuditResult, AuditAccess, AuditOpened]);

const placed = { seq: Type.Integer({ minimum: 1 }), at: Type.String({ description: 'ISO 8601' }) };

/** One line of the file. `hash` is over all the rest, `prev` is the hash of the line before. */
export const AuditLine = Type.Object(
  { ...placed, prev: Type.String(), hash: Type.String(), entry: AuditEntry },
  closed,
);

/** What a person sees as one: an attempt comes with its result, null while there is none. */
export const AuditRow = Type.Union([
  Type.Object(
    {
      ...placed,
      ...AuditAttempt.properties,
      result: Type.Union([Type.Object({ at: placed.at, ...AuditResult.properties }, closed), Type.Null()]),
    },
    closed,
  ),
  Type.Object({ ...placed, ...AuditAccess.properties }, closed),
  Type.Object({ ...placed, ...AuditOpened.properties }, closed),
]);

export const AuditQuery = Type.Object(
  {
    kind: Type.Optional(Type.Enum(['attempt', 'access', 'opened'])),
    host: Type.Optional(name),
    vm: Type.Optional(name),
    who: Type.Optional(name),
    register: Type.Optional(
      Type.String({ minLength: 1, maxLength: 200, description: 'name or id of one that was written' }),
    ),
    outcome: Type.Optional(AuditOutcome),
    before: Type.Optional(
      Type.String({ pattern: '^[0-9]{1,15}([.][0-9]{1,15})?$', description: '`next` of the page before' }),
    ),
    limit: Type.Optional(Type.String({ pattern: '^[1-9][0-9]{0,2}$', description: 'rows at most; 100 when left out' })),
  },
  closed,
);

export const AuditList = Type.Object(
  {
    rows: Type.Array(AuditRow, { description: 'newest first' }),
    next: Type.Union([Type.String(), Type.Null()], {
      description:
        '`before` of the next page, which may be there though this one is short; null at the beginning of the log',
    }),
  },
  { ...closed, $id: 'AuditList' },
);

export const AuditVerdict = Type.Object(
  {
    whole: Type.Boolean(),
    entries: Type.Integer({ description: 'that were read and are in order' }),
    files: Type.Integer(),
    place: Type.Union([Type.String(), Type.Null()], { description: 'FILE:LINE of what is wrong' }),
    because: Type.String({ description: 'what is wrong; a remark where nothing is' }),
    head: Type.Union([Type.Object({ seq: Type.Integer(), hash: Type.String() }, closed), Type.Null()], {
      description: 'the last acknowledged entry: kept elsewhere, it proves later that nothing before it changed',
    }),
  },
  { ...closed, $id: 'AuditVerdict' },
);

export type AuditOutcome = Static<typeof AuditOutcome>;
export type AuditAttempt = Static<typeof AuditAttempt>;
export type AuditResult = Static<typeof AuditResult>;
export type AuditAccess = Static<typeof AuditAccess>;
export type AuditEntry = Static<typeof AuditEntry>;
export type AuditLine = Static<typeof AuditLine>;
export type AuditRow = Static<typeof AuditRow>;
export type AuditQuery = Static<typeof AuditQuery>;
export type AuditList = Static<typeof AuditList>;
export type AuditVerdict = Static<typeof AuditVerdict>;
