import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CaptureError, MOST_BYTES, readCapture, showCapture, VERSION, writeCapture } from './index.ts';
import { attachedSample, importedSample, sample } from './sample.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text);
const read = (text: string) => readCapture(bytesOf(text), 'vm.json');
const reading = (text: string) => () => read(text);
const changed = (change: (capture: Record<string, unknown>) => void): string => {
  const copy: Record<string, unknown> = JSON.parse(writeCapture(sample));
  change(copy);
  return JSON.stringify(copy);
};

const golden = fileURLToPath(new URL('golden/', import.meta.url));
const versions = readdirSync(golden).filter((name) => name.endsWith('.json'));

test('there is a golden file of every version', () => {
  expect(versions).toHaveLength(VERSION);
});

test.each(versions)('%s holds what its readable twin says', (name) => {
  const capture = readCapture(readFileSync(golden + name), name);
  expect(showCapture(capture, (id) => id.slice(-4))).toBe(readFileSync(golden + name.replace('.json', '.txt'), 'utf8'));
});

test('what is written is read again, and written the same, in whatever order the keys were made', () => {
  expect(read(writeCapture(sample))).toEqual(sample);
  expect(read(writeCapture(importedSample))).toEqual(importedSample);
  expect(read(writeCapture(attachedSample))).toEqual(attachedSample);
  const shuffled = JSON.parse(writeCapture(sample), (_, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).toReversed())
      : value,
  );
  expect(writeCapture(shuffled)).toBe(writeCapture(sample));
});

describe('a file that is no capture is refused, with the place', () => {
  test.each([
    ['nothing', '', 'vm.json: not JSON'],
    ['other JSON', '{"vcpus":[]}', 'not a capture'],
    ['half of one', writeCapture(sample).slice(0, 700), 'not JSON'],
    ['a list', '[1]', 'not a capture'],
    ['brackets without end', '['.repeat(1e6), 'vm.json, line 1, column 13: nested deeper'],
    [
      'a key twice',
      changed(() => undefined).replace('{', '{"format":"regscope capture",'),
      'line 1, column 30: the key "format" stands here twice',
    ],
    ['a key spelled otherwise the second time', changed(() => undefined).replace('{', '{"f\\u006frmat":"",'), 'twice'],
    [
      'a version to come',
      changed((c) => (c['version'] = 7)),
      'vm.json, /version: this capture is of version 7 of the format, this regscope reads versions up to 3',
    ],
    ['no version', changed((c) => (c['version'] = '1')), '/version: "1" is no version'],
    [
      'a key that is not known',
      changed((c) => (c['colour'] = 'red')),
      'vm.json, /colour: version 3 of the format has no such key',
    ],
    [
      'a capability that is no number',
      changed((c) => (c['host'] = { ...sample.host, capabilities: { evil: 'x' } })),
      '/host/capabilities',
    ],
    [
      'characters that a terminal obeys',
      changed((c) => (c['host'] = { ...sample.host, name: 'a\u001b[2J' })),
      '/host/name',
    ],
    [
      'a number for a value',
      changed((c) => (c['registers'] = [{ id: '0x603000000013c020', value: 17 }])),
      '/registers/0/value',
    ],
  ])('%s', (_, text, message) => {
    expect(reading(text)).toThrow(CaptureError);
    expect(reading(text)).toThrow(message);
  });

  test('more bytes than any capture has', () => {
    expect(() => readCapture(new Uint8Array(MOST_BYTES + 1), 'big.json')).toThrow('big.json: 33554433 bytes');
  });

  test('bytes that are no text', () => {
    expect(() => readCapture(new Uint8Array([0xff, 0xfe]), 'vm.json')).toThrow('not UTF-8');
  });
});

describe('a capture that contradicts itself is refused, with the place', () => {
  const register = (row: unknown) => changed((c) => (c['registers'] = [row]));
  test.each([
    [
      'an id of another architecture',
      register({ id: '0x2030000200000010', value: '0x0' }),
      '/registers/0: 0x2030000200000010 is an id of x86-64; the host is arm64',
    ],
    [
      'a value wider than its register',
      register({ id: '0x6020000000110000', value: '0x100000000' }),
      'has 32 bits; 0x100000000 is wider',
    ],
    ['a size that KVM does not have', register({ id: '0x60f000000013c020', value: '0x0' }), 'says no size'],
    [
      'a host without a kernel, in what was not imported',
      changed((c) => (c['host'] = { ...sample.host, kernel: null })),
      'only of an imported file may the host be unknown',
    ],
    [
      'a 32-bit view, in what was not imported',
      register({ id: '0x4020000000001000', value: '0x0' }),
      'is an id of unknown; the host is arm64',
    ],
    [
      'a VM of regscope without features',
      changed((c) => (c['vm'] = { ...sample.vm, features: null })),
      'only of an imported file or a VM of another process may the VM be unknown',
    ],
    [
      'an attach to an imported file',
      changed((c) =>
        Object.assign(c, { imported: importedSample.imported, attached: attachedSample.attached, probe: null }),
      ),
      '/attached: nobody',
    ],
    [
      'a stop of a vCPU that the VM has not',
      writeCapture(attachedSample).replace('"vcpu":1', '"vcpu":2'),
      '/attached/stops/1: the VM has 2 vCPUs; here is vCPU 2',
    ],
    [
      'two stops of one vCPU',
      writeCapture(attachedSample).replace('"vcpu":1', '"vcpu":0'),
      '/attached/stops/1: each vCPU stands once',
    ],
    ['a probe of an imported file', changed((c) => (c['imported'] = importedSample.imported)), '/probe: an imported'],
    [
      'bits outside of those that are told',
      writeCapture(importedSample).replace('"mask":"0xf0"', '"mask":"0xf"'),
      '/imported/partial/0/value: 0x10 has bits outside of 0xf',
    ],
    [
      'a value too few',
      register({ id: '0x603000000013c020', values: ['0x0'], errors: [null] }),
      'the VM has 2 vCPUs; here are 1 values',
    ],
    [
      'a value and an error',
      register({ id: '0x603000000013c020', values: ['0x0', '0x1'], errors: [null, 'EINVAL'] }),
      '/registers/0/values/1: either',
    ],
    [
      'more than can be shown',
      changed((c) => {
        c['vm'] = { ...sample.vm, vcpus: 512 };
        c['registers'] = Array.from({ length: 3000 }, (_, n) => ({
          id: `0x60300000001${(0x30000 + n).toString(16)}`,
          value: '0x1',
        }));
      }),
      '3000 registers of 512 vCPUs',
    ],
    [
      'a mask wider than its register',
      changed(
        (c) =>
          (c['probe'] = {
            ...sample.probe,
            shapes: [
              {
                ...sample.probe?.shapes[0],
                registers: [{ id: '0x6020000000110000', value: '0x0', new: { taken: '0x100000000' } }],
              },
            ],
          }),
      ),
      '/probe/shapes/0/registers/0: 0x6020000000110000 has 32 bits',
    ],
    [
      'a register twice',
      changed((c) => (c['registers'] = [...sample.registers, sample.registers[0]])),
      '/registers/3: 0x603000000013c020 stands here twice',
    ],
  ])('%s', (_, text, message) => {
    expect(reading(text)).toThrow(message);
  });
});

describe('no bytes break the reader: they are read, or refused by a CaptureError', () => {
  test('anything at all', () => {
    const anything = fc.oneof(fc.uint8Array({ maxLength: 60 }), fc.json().map(bytesOf));
    fc.assert(
      fc.property(anything, (bytes) => {
        expect(outcome(bytes)).toBe('CaptureError');
      }),
      { numRuns: 50_000 },
    );
  });

  test('a capture with some bytes changed, cut or doubled', () => {
    const whole = bytesOf(writeCapture(sample));
    const at = fc.nat(whole.length - 1);
    const mangled = fc.oneof(
      fc.tuple(at, fc.nat(255)).map(([place, byte]) => whole.with(place, byte)),
      at.map((place) => whole.slice(0, place)),
      fc.tuple(at, at).map(([a, b]) => new Uint8Array([...whole.slice(0, a), ...whole.slice(b)])),
      fc.tuple(at, at, fc.nat(255)).map(([a, b, byte]) => whole.with(a, byte).with(b, byte ^ 1)),
    );
    fc.assert(
      fc.property(mangled, (bytes) => {
        expect(['read', 'CaptureError']).toContain(outcome(bytes));
      }),
      { numRuns: 50_000 },
    );
  });
});

function outcome(bytes: Uint8Array): string {
  try {
    readCapture(bytes, 'x');
    return 'read';
  } catch (error) {
    return error instanceof Error ? error.name : 'no error';
  }
}
