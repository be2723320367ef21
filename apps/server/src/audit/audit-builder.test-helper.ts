// Entries for tests, and a folder to keep them in.
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AuditAttempt, AuditResult, Who } from '@regscope/contract';

export const alice: Who = { kind: 'session', name: 'alice', role: 'editor' };

export function newFolder(): string {
  return join(mkdtempSync(join(tmpdir(), 'regscope-audit-')), 'audit');
}

const isar0 = {
  id: '0x603000000013c030',
  name: 'ID_AA64ISAR0_EL1',
  vcpu: 0,
  shared: true,
  mask: '0xf0',
  old: '0x10',
  new: '0x0',
};

export function attemptOf(attempt: string, more: Partial<AuditAttempt> = {}): AuditAttempt {
  return {
    kind: 'attempt',
    attempt,
    action: 'apply',
    who: alice,
    host: 'lab:6.12:max',
    vm: '1',
    createdAt: '2026-11-24T10:00:00.000Z',
    plan: `plan of ${attempt}`,
    undoes: null,
    writes: [isar0],
    ...more,
  };
}

export function resultOf(attempt: string, more: Partial<AuditResult> = {}): AuditResult {
  const writes = [{ ...isar0, stored: '0x0', errno: null }];
  return { kind: 'result', attempt, outcome: 'applied', message: 'stored', writes, ...more };
}
