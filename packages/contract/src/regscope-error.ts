import type { ErrorCode } from './codes.ts';

/** What support asks for, as far as it is known: which register, which ioctl, which errno, which host. */
export type ErrorDetails = Readonly<Record<string, string | number | readonly string[] | null>>;

/** The one error that crosses package and process borders: a stable code, a sentence for people, and the facts as fields. */
export class RegscopeError extends Error {
  readonly code: ErrorCode;
  readonly details: ErrorDetails;

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(message);
    this.name = 'RegscopeError';
    this.code = code;
    this.details = details;
  }
}
