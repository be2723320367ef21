import { expect, test } from 'vitest';
import { provenance } from './provenance.ts';

test('sources are told in words', () => {
  expect(provenance('arm, linux 7.3.4, own')).toBe(
    'Arm’s machine-readable architecture (AARCHMRS), the source of Linux 7.3.4 and regscope’s own tables',
  );
  expect(provenance('own')).toBe('regscope’s own tables');
});

test('a source that is new here is told as it stands', () => {
  expect(provenance('linux 7.4, sail')).toBe('the source of Linux 7.4 and sail');
});
