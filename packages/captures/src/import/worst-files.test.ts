// Files that somebody would make to keep a reader busy. Each took seconds, gigabytes or for ever once; the time-out of a test is the bound here.
import { expect, test } from 'vitest';
import { CaptureError, importState } from '../index.ts';
import { builtFiles } from './built-files.test-helper.ts';
import { withCrc } from './firecracker/snapshot-builder.test-helper.ts';
import { asBytes as text } from './refusal.test-helper.ts';

const stream = builtFiles['qemu.mig'];
const behindMachine = 21;

test.each([
  ['a list with millions of values on one line', () => text(`0x603000000013c020 ${'0x1 '.repeat(7e6)}`)],
  ['empty lines that never become a list', () => text(`${'\n \t'.repeat(5e6)}z`)],
  ['JSON of nothing but empty lists', () => text(`[${'[],'.repeat(1e7)}[]]`)],
  ['JSON of nothing but keys', () => text(`{${Array.from({ length: 7e5 }, (_, n) => `"k${n}":1`).join(',')}}`)],
  ['one number of millions of digits', () => text(`{"reg_modifiers":${'1'.repeat(3e7)}}`)],
  ['a snapshot of nothing but beginnings of ids', () => snapshotOf(new Uint8Array(8 << 20).fill(0x60))],
  ['a stream whose memory is full of the names of sections, and has none', () => streamOf('\u0003cpu')],
])('%s', { timeout: 20_000 }, (_, make) => {
  const bytes = make();
  expect(() => importState(bytes, 'worst')).toThrow(CaptureError);
});

function snapshotOf(content: Uint8Array): Uint8Array {
  const head = builtFiles['firecracker-1.14.vmstate'].slice(0, behindMachine);
  return withCrc(Uint8Array.from([...head, ...content]));
}

function streamOf(memory: string): Uint8Array {
  const broken = new TextDecoder('latin1').decode(stream).replaceAll('\u0003cpu', '\u0003cpU');
  const filled = broken.slice(0, behindMachine) + memory.repeat(7 << 20) + broken.slice(behindMachine);
  return Uint8Array.from(filled, (character) => character.charCodeAt(0));
}
