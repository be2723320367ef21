import type { Attachment } from '@regscope/contract';
import { expect, test } from 'vitest';
import { attachAgainText, attachText, formatUs, stopsSum } from './attach-words.ts';

const read = (...stops: [stops: number, lastUs: number, medianUs: number, p99Us: number][]): Attachment => ({
  readAt: '2026-01-01T00:00:00.000Z',
  despiteFilters: false,
  stops: stops.map(([count, lastUs, medianUs, p99Us], vcpu) => ({ vcpu, stops: count, lastUs, medianUs, p99Us })),
});

test('the button says whom it stops, and for how long', () => {
  expect(attachText({ phase: 'started', vcpus: 4 })).toBe('Attach: stops each of 4 vCPUs for about 0.3 ms');
  expect(attachText({ phase: 'started', vcpus: 1 })).toBe('Attach: stops its vCPU for about 0.3 ms');
  expect(attachText({ phase: 'unknown', vcpus: null })).toBe('Attach: stops each vCPU for about 0.3 ms');
  expect(attachText({ phase: 'new', vcpus: 4 })).toBe('Attach: the whole process stands still for a moment');
});

test('once it was measured, that is what is said', () => {
  const measured = read([3, 300, 312.4, 400], [3, 280, 290, 320]);
  expect(attachAgainText({ phase: 'started', vcpus: 2 }, measured)).toContain('each of 2 vCPUs for about 312 µs');
});

test('of one vCPU the figures are its own, of several the worst of each', () => {
  expect(stopsSum(read([1, 312, 312, 312]))).toEqual({ last: '312 µs', rest: '' });
  expect(stopsSum(read([4, 312, 290, 1240]))).toEqual({
    last: '312 µs',
    rest: 'median 290 µs, p99 1.24 ms over 4 stops',
  });
  expect(stopsSum(read([4, 312, 290, 1240], [5, 300, 310, 900]))).toEqual({
    last: '≤ 312 µs',
    rest: 'median ≤ 310 µs, p99 ≤ 1.24 ms over 4–5 stops',
  });
});

test('times have the digits that somebody reads', () => {
  expect([0, 7.44, 99.6, 312.4, 1240, 12_345].map(formatUs)).toEqual([
    '0.0 µs',
    '7.4 µs',
    '100 µs',
    '312 µs',
    '1.24 ms',
    '12 ms',
  ]);
});
