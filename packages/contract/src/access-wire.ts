// Who is there and who may come: sessions, sign-in links, API tokens.
import { roles, type Role } from '@regscope/registers';
import { Type, type Static } from 'typebox';

const closed = { additionalProperties: false };

export const RoleName = Type.Enum(roles, { description: 'viewer looks, editor changes VMs, admin says who may' });

/** A name of a person or of a program. It stands in the audit log for ever. */
export const WhoName = Type.String({
  minLength: 1,
  maxLength: 60,
  pattern: '^[A-Za-z0-9]([A-Za-z0-9 ._@+-]*[A-Za-z0-9._@+-])?$',
  description: 'letters, digits, spaces and . _ @ + -, beginning with a letter or digit',
});

export const Who = Type.Object(
  {
    kind: Type.Enum(['session', 'token', 'command line'], { description: 'how whoever asks proved it' }),
    name: Type.String(),
    role: RoleName,
  },
  closed,
);

export const SignIn = Type.Object({ token: Type.String({ minLength: 1, maxLength: 200 }) }, closed);

export const Session = Type.Object(
  {
    signedIn: Type.Boolean(),
    version: Type.String(),
    kind: Type.Union([Who.properties.kind, Type.Null()]),
    name: Type.Union([Type.String(), Type.Null()], { description: 'null when signed out' }),
    role: Type.Union([RoleName, Type.Null()], { description: 'null when signed out' }),
  },
  { ...closed, $id: 'Session' },
);

export const NewSignInLink = Type.Object(
  { role: Type.Optional(RoleName), name: Type.Optional(WhoName) },
  { ...closed, description: 'left out: the role and name of whoever asks' },
);

export const SignInLink = Type.Object({ url: Type.String() }, { ...closed, $id: 'SignInLink' });

export const SessionRow = Type.Object(
  {
    id: Type.String({ description: 'names the session; signs nobody in' }),
    name: Type.String(),
    role: RoleName,
    since: Type.String({ description: 'ISO 8601' }),
    lastSeen: Type.String({ description: 'ISO 8601' }),
    ends: Type.String({ description: 'ISO 8601: then at the latest' }),
    own: Type.Boolean({ description: 'the session that asks' }),
  },
  { ...closed, $id: 'SessionRow' },
);

export const TokenRow = Type.Object(
  {
    name: Type.String(),
    role: RoleName,
    createdAt: Type.String({ description: 'ISO 8601' }),
    createdBy: Type.String(),
    expiresAt: Type.Union([Type.String(), Type.Null()], { description: 'ISO 8601; null: never' }),
    over: Type.Boolean({ description: 'it has ended and lets nobody in' }),
    lastUsed: Type.Union([Type.String(), Type.Null()], {
      description: 'ISO 8601, to the minute; null: not since the server started',
    }),
  },
  { ...closed, $id: 'TokenRow' },
);

export const AddToken = Type.Object(
  {
    name: WhoName,
    role: RoleName,
    days: Type.Optional(Type.Integer({ minimum: 1, maximum: 3660, description: 'left out: it does not end' })),
  },
  closed,
);

export const NewToken = Type.Object(
  { token: TokenRow, secret: Type.String({ description: 'is told once and kept nowhere' }) },
  { ...closed, $id: 'NewToken' },
);

export type { Role };
export type Who = Static<typeof Who>;
export type Session = Static<typeof Session>;
export type NewSignInLink = Static<typeof NewSignInLink>;
export type SignInLink = Static<typeof SignInLink>;
export type SessionRow = Static<typeof SessionRow>;
export type TokenRow = Static<typeof TokenRow>;
export type AddToken = Static<typeof AddToken>;
export type NewToken = Static<typeof NewToken>;
