import { describe, expect, it } from 'vitest';
import { failuresOfCore, failuresOfPlaywright, failuresOfVitest } from './test-failures.mjs';

const spec = (title: string, status: string) => ({
  file: 'a.spec.ts',
  line: 3,
  title,
  tests: [{ status, results: [{ errors: [{ message: `${title} is wrong` }] }] }],
});

describe('what failed, out of the reports', () => {
  it('names a test of the C core with what was not so, and no reasons of others', () => {
    const text = '  a.c:1: not so: x\nskip one: no KVM\n  a.c:9: not so: y == 2\nFAIL a page is read\nok   three\n';
    expect(failuresOfCore(text)).toStrictEqual(['a page is read\n    a.c:9: not so: y == 2']);
  });

  it('names a failed test and a file that could not be run', () => {
    const test = { status: 'failed', fullName: 'a list is sorted', failureMessages: ['expected 1\n\nto be 2'] };
    const testResults = [
      { name: 'a.test.ts', status: 'failed', assertionResults: [test, { ...test, status: 'passed' }] },
      { name: 'b.test.ts', status: 'failed', message: 'no such module', assertionResults: [] },
    ];
    expect(failuresOfVitest({ testResults })).toStrictEqual([
      'a.test.ts > a list is sorted\n    expected 1\n    to be 2',
      'b.test.ts\n    no such module',
    ]);
  });

  it('finds browser tests however deep they are, those that needed a second try too', () => {
    const suites = [{ specs: [spec('one', 'expected')], suites: [{ specs: [spec('two', 'flaky')] }] }];
    expect(failuresOfPlaywright({ suites })).toStrictEqual(['a.spec.ts:3 > two\n    two is wrong']);
  });
});
