import { codes, RegscopeError, type ErrorCode } from '@regscope/contract';
import { describe, expect, test } from 'vitest';
import { explainError, hasCode } from './errors.ts';

describe('how a failure looks', () => {
  test.each(Object.keys(codes) as ErrorCode[])('%s has a title of its own and keeps its code', (code) => {
    const shown = explainError(new RegscopeError(code, 'something happened', { errno: 'EINVAL' }));
    expect(shown.title).not.toBe('');
    expect(shown).toMatchObject({ code, message: 'Something happened.', details: { errno: 'EINVAL' } });
  });

  test('a server that cannot be reached is said to be so, not called a mistake', () => {
    expect(explainError(new TypeError('Failed to fetch'))).toMatchObject({ code: 'UNREACHABLE' });
  });

  test('anything thrown is shown, even what is no error', () => {
    expect(explainError('boom').message).toBe('boom');
    expect(explainError(new Error('boom')).code).toBe('PAGE');
  });

  test('a code is recognised only on an error of ours', () => {
    expect(hasCode(new RegscopeError('NO_SUCH_VM', ''), 'NO_SUCH_VM')).toBe(true);
    expect(hasCode(new Error('NO_SUCH_VM'), 'NO_SUCH_VM')).toBe(false);
  });
});
