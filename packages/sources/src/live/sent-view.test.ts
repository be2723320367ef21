import type { LookEntry } from '@regscope/kvm';
import { expect, test } from 'vitest';
import { sentView } from './sent-view.ts';
import { unseenText } from './unseen.ts';
import { errnoOf } from './view.ts';

const entry = (kind: LookEntry['kind'], path: string, more: { held?: string; status?: string } = {}): LookEntry => ({
  kind,
  path,
  status: more.status ?? null,
  held: Buffer.from(more.held ?? ''),
});

const at = new Date('2026-11-29T12:00:00Z');
const view = sentView(
  {
    isCut: false,
    entries: [
      entry('folder', '/proc'),
      entry('file', '/proc/self/status', { held: 'Uid:\t0\t0\t0\t0\n' }),
      entry('file', '/proc/7/stat', { held: '7 (x) S 1' }),
      entry('folder', '/proc/7/fd'),
      entry('link', '/proc/7/fd/3', { held: 'anon_inode:kvm-vm' }),
      entry('link', '/proc/7/exe', { status: 'EACCES' }),
      entry('folder', '/proc/8/fd', { status: 'EACCES' }),
      entry('folder', '/proc/9/fd'),
    ],
  },
  at,
);

test('folders, files and links are where they were', async () => {
  expect(view.names('/proc').toSorted()).toEqual(['7', '8', '9', 'self']);
  expect(view.names('/proc/7').toSorted()).toEqual(['exe', 'fd', 'stat']);
  expect(view.names('/proc/9/fd')).toEqual([]);
  expect(view.link('/proc/7/fd/3')).toBe('anon_inode:kvm-vm');
  expect(view.small('/proc/7/stat', 5).toString()).toBe('7 (x)');
  expect(await view.slowFile('/proc/7/stat')).toEqual(Buffer.from('7 (x) S 1'));
  expect([view.isRoot(), view.isWhole, view.readAt()]).toEqual([true, true, at]);
});

test.each([
  ['a folder that may not be listed', 'EACCES', () => view.names('/proc/8/fd')],
  ['a folder that is not there', 'ENOENT', () => view.names('/sys/kernel/debug/kvm')],
  ['a link that may not be followed', 'EACCES', () => view.link('/proc/7/exe')],
  ['a link that is a file', 'EINVAL', () => view.link('/proc/7/stat')],
  ['a file that is not there', 'ENOENT', () => view.small('/var/lib/dpkg/status')],
])('%s gives %s', (_, errno, work) => {
  expect(codeOf(work)).toBe(errno);
});

test('a machine that was too much to look at in one go says that something may be missing', () => {
  const spaces = [entry('link', '/proc/self/ns/pid', { held: 'pid:[4026531836]' })];
  const told = [false, true].map((isCut) => unseenText(sentView({ entries: spaces, isCut }, at), []));
  expect(told).toEqual(['', expect.stringContaining('some may be missing')]);
});

function codeOf(work: () => unknown): string {
  try {
    return String(work());
  } catch (error) {
    return errnoOf(error);
  }
}
