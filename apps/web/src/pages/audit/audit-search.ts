// What somebody looks for in the audit log, as it stands in the address.
import type { AuditOutcome, AuditQuery } from '@regscope/contract';

export const auditKinds = ['attempt', 'access', 'opened'] as const;
export const outcomes = ['applied', 'refused', 'rolled back', 'partly', 'unknown'] as const satisfies AuditOutcome[];

/** `row`: the attempt that is opened. */
export type AuditSearch = Omit<AuditQuery, 'before' | 'limit'> & { row?: string };

export function readAuditSearch(search: Record<string, unknown>): AuditSearch {
  const [kind, outcome] = [
    auditKinds.find((one) => one === search['kind']),
    outcomes.find((one) => one === search['outcome']),
  ];
  return {
    ...(kind === undefined ? {} : { kind }),
    ...(outcome === undefined ? {} : { outcome }),
    ...textsOf(search),
  };
}

function textsOf(search: Record<string, unknown>): Pick<AuditSearch, TextPart> {
  const texts = textParts.map((name) => [name, search[name]]);
  return Object.fromEntries(texts.filter(([, text]) => typeof text === 'string' && text !== ''));
}

const textParts = ['host', 'vm', 'who', 'register', 'row'] as const;
type TextPart = (typeof textParts)[number];

/** The search with these parts changed; an empty or missing one is taken out. What was opened is closed. */
export function withParts(search: AuditSearch, parts: Record<string, string | undefined>): AuditSearch {
  return readAuditSearch({ ...search, row: undefined, ...parts });
}

export function isFiltered(search: AuditSearch): boolean {
  return Object.keys(withParts(search, {})).length > 0;
}

/** `lab:6.12:max/1`; undefined for what names no VM. */
export function parseVm(text: string): { host: string; vm: string } | undefined {
  const [, host, vm] = /^\s*([^/\s]+)\/([^/\s]+)\s*$/.exec(text) ?? [];
  return host === undefined || vm === undefined ? undefined : { host, vm };
}
