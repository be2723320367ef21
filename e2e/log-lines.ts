// Entries in the audit log of a running server, as another process of its user would add them: chained to the last line that is there.
import { createHash } from 'node:crypto';
import { appendFileSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AuditAttempt, AuditEntry, AuditLine, AuditResult } from '@regscope/contract';

export function addLines(data: string, entries: readonly AuditEntry[]): void {
  const folder = join(data, 'audit');
  const name = readdirSync(folder)
    .filter((file) => file.endsWith('.jsonl'))
    .toSorted()
    .at(-1);
  const path = join(folder, name ?? 'audit-000001.jsonl');
  let last = JSON.parse(readFileSync(path, 'utf8').trimEnd().split('\n').at(-1) ?? '') as Pick<
    AuditLine,
    'seq' | 'hash'
  >;
  for (const entry of entries) {
    const body = { seq: last.seq + 1, at: new Date().toISOString(), prev: last.hash, entry };
    last = { ...body, hash: createHash('sha256').update(canonical(body)).digest('hex') };
    appendFileSync(path, `${canonical(last)}\n`);
  }
}

export function attempt(name: string, more: Partial<AuditAttempt> = {}): AuditAttempt {
  return {
    kind: 'attempt',
    attempt: name,
    action: 'apply',
    who: { kind: 'session', name: 'alice', role: 'editor' },
    host: 'lab:6.12:max',
    vm: '1',
    createdAt: '2026-11-24T10:00:00.000Z',
    plan: `plan-${name}`,
    undoes: null,
    writes: [0, 1].map((vcpu) => ({
      id: '0x603000000013c030',
      name: 'ID_AA64ISAR0_EL1',
      vcpu,
      shared: false,
      mask: '0x20',
      old: '0x21',
      new: '0x1',
    })),
    ...more,
  };
}

export function result({ attempt: name, writes }: AuditAttempt, more: Partial<AuditResult> = {}): AuditResult {
  return {
    kind: 'result',
    attempt: name,
    outcome: 'applied',
    message: 'every value was read back as it was asked for',
    writes: writes.map((write) => ({ ...write, stored: write.new, errno: null })),
    ...more,
  };
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
