import { expect, test } from 'vitest';
import { answerOf, findingOf } from './migration-builder.test-helper.ts';
import { verdictMarkdown } from './verdict-markdown.ts';

test('a report names what stops the VM, what helps, and what nobody looked at', () => {
  const stops = findingOf('ID_AA64MMFR3_EL1', {
    weight: 'stops',
    field: 'SCTLRX',
    errno: 'EINVAL',
    value: '0x111',
    because: 'the host has a | b',
    remedy: 'clear it',
  });
  const text = verdictMarkdown(
    answerOf({
      version: '10.2',
      vmm: 'qemu',
      there: { verdict: 'refused', because: 'one of them', findings: [stops] },
      amend: [{ id: '0x1', name: 'A', mask: '0x1', value: '0x0' }],
      assignments: ['ID_AA64MMFR3_EL1.SCTLRX=0x0'],
      after: { there: { verdict: 'loads', because: '', findings: [] }, back: null },
    }),
  );
  expect(text).toContain('# 7.3-max/1 → 6.12-max/1: would not load');
  expect(text).toContain('by the rules of qemu 10.2.');
  expect(text).toContain('| ID_AA64MMFR3_EL1.SCTLRX | EINVAL | 0x111 | the host has a \\| b; → clear it | probed |');
  expect(text).toContain('regscope edit 7.3-max/1 ID_AA64MMFR3_EL1.SCTLRX=0x0');
  expect(text).toContain('## And back: it does not get there');
  expect(text).toContain('After them it loads; and back: it does not get there.');
  expect(text).toMatch(/## Registers only\n\nNot looked at:\n\n- guest memory\n$/);
});

const absent = (name: string) => findingOf(name, { kind: 'absent', weight: 'stops', errno: 'ENOENT' });

test('registers of which the same is to be said stand in one row', () => {
  const text = verdictMarkdown(
    answerOf({ there: { verdict: 'refused', because: '', findings: [absent('A'), absent('B')] } }),
  );
  expect(text).toContain('| A, B | ENOENT |  | so | probed |');
});
