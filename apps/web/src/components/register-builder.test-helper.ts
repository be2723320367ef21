// Rows and lists for tests: what a test does not speak of has a plain value.
import type { RegisterList, RegisterRow } from '@regscope/contract';

export function rowOf(row: Partial<RegisterRow>): RegisterRow {
  const values = row.values ?? ['0x0'];
  return {
    id: '0x603000000013c020',
    name: 'S3_0_C0_C4_0',
    title: '',
    class: 'sysreg',
    size: 8,
    scope: { kind: 'unknown', evidence: null, because: 'not looked up', fields: {} },
    mutability: { before: 'unknown', after: 'unknown', mask: null, maskAfter: null, moving: '0x0', announced: null },
    errors: values.map((value) => (value === null ? 'EINVAL' : null)),
    ...row,
    values,
  };
}

export function listOf(readAt: string, ...rows: Partial<RegisterRow>[]): RegisterList {
  const registers = rows.map(rowOf);
  const vcpus = registers[0]?.values.length ?? 1;
  return {
    host: 'lab:6.12:max',
    vm: 'vm-1',
    arch: 'arm64',
    kernel: '6.12',
    phase: 'new',
    vcpus,
    createdAt: '2026-01-01T00:00:00.000Z',
    readAt,
    ioctlMs: 1,
    listErrors: Array.from({ length: vcpus }, () => null),
    registers,
  };
}
