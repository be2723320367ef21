// Everything here reads text that another process may have chosen.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseCmdline } from './parse-cmdline.ts';
import { parseCount, parseDebugName, parseIdRegisters } from './parse-debugfs.ts';
import { parseLink } from './parse-link.ts';
import { parseStat } from './parse-stat.ts';
import { parseStats } from './parse-stats.ts';
import { parseStatus } from './parse-status.ts';
import { plainText } from './plain-text.ts';

const text = fc.string({ unit: 'binary', maxLength: 60 });

/** A line of /proc/PID/stat; `rest` from the fourth field on. */
function statLine(comm: string, { state = 'S', flags = 0x400000, start = 777n, guest = 0n } = {}): string {
  const rest = [1, 2, 2, 0, -1, flags, ...Array<number>(10).fill(0), 3, 0, start, ...Array<number>(20).fill(0), guest];
  return `4242 (${comm}) ${state} ${rest.join(' ')} 0 0\n`;
}

describe('/proc/PID/stat', () => {
  test('any name, also one with parentheses, spaces and a false line behind it, comes out as it went in', () => {
    fc.assert(
      fc.property(fc.oneof(text, fc.constantFrom(') R 1 (', 'a) Z 0 0', '()', ') ', '\n')), (comm) => {
        expect(parseStat(statLine(comm))).toMatchObject({ pid: 4242, comm, parent: 1, threads: 3, startTicks: 777n });
      }),
    );
  });

  test('times beyond 2^53, kernel threads and the dead are told apart', () => {
    expect(parseStat(statLine('x', { start: 2n ** 63n, guest: 5n }))).toMatchObject({
      startTicks: 2n ** 63n,
      guestTicks: 5n,
    });
    expect(parseStat(statLine('kthreadd', { flags: 0x208040 }))?.isKernelThread).toBe(true);
    expect(parseStat(statLine('x', { state: 'Z' }))?.isDead).toBe(true);
  });

  test('text that is no such line is nothing, and never an error', () => {
    fc.assert(fc.property(text, (any) => parseStat(any) === undefined));
    fc.assert(
      fc.property(fc.nat(120), (cut) => {
        const line = statLine('CPU 0/KVM');
        expect([undefined, 'CPU 0/KVM']).toContain(parseStat(line.slice(0, cut))?.comm);
      }),
    );
  });
});

describe('links of descriptors', () => {
  test('those of KVM are known, with and without the number of the vCPU', () => {
    expect(parseLink('anon_inode:kvm-vm')).toEqual({ kind: 'vm' });
    expect(parseLink('anon_inode:kvm-vcpu:17')).toEqual({ kind: 'vcpu', id: 17 });
    expect(parseLink('anon_inode:kvm-vcpu')).toEqual({ kind: 'vcpu', id: null });
    expect(parseLink('anon_inode:kvm-vcpu-stats:0')).toEqual({ kind: 'vcpu-stats', id: 0 });
  });

  test('no file, socket or device of KVM passes for one', () => {
    const others = [
      '/tmp/anon_inode:kvm-vm',
      '/anon_inode:kvm-vcpu:0',
      'socket:[1]',
      'anon_inode:kvm-vfio',
      '/dev/kvm',
    ];
    for (const other of [...others, 'anon_inode:kvm-vm\n', 'anon_inode:kvm-vcpu:-1', 'anon_inode:kvm-vcpu:1 (deleted)'])
      expect(parseLink(other)).toBeUndefined();
    fc.assert(fc.property(text, (any) => parseLink(`/${any}`) === undefined));
  });
});

test('arguments come out as they went in, empty ones too, and a last one without an end is kept', () => {
  const someArguments = fc.array(
    fc.string({ unit: 'grapheme' }).filter((one) => !one.includes('\0')),
    { minLength: 1 },
  );
  fc.assert(
    fc.property(someArguments, (argv) => {
      expect(parseCmdline(Buffer.from(argv.map((one) => `${one}\0`).join('')))).toEqual(argv);
    }),
  );
  expect(parseCmdline(Buffer.from('qemu\0-name'))).toEqual(['qemu', '-name']);
  expect(parseCmdline(Buffer.alloc(0))).toEqual([]);
  expect(parseCmdline(Buffer.alloc(100_000)).length).toBe(4096);
  fc.assert(fc.property(fc.uint8Array(), (bytes) => void parseCmdline(bytes)));
});

test('a shown text has one line, a bounded length, and nothing that moves a cursor or turns text round', () => {
  fc.assert(
    fc.property(text, fc.integer({ min: 1, max: 40 }), (any, most) => {
      const plain = plainText(any, most);
      expect(Array.from(plain).length).toBeLessThanOrEqual(most);
      expect(plain).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
    }),
  );
  expect(plainText('\u001B[2Jweb\u202E1\n', 20)).toBe('�[2Jweb�1�');
});

test('the status names the user and the numbers in every namespace, and a name cannot write lines of its own', () => {
  const status = 'Name:\ta\\nUid:\t0\t0\t0\t0\nUmask:\t0022\nUid:\t7\t64055\t7\t7\nNSpid:\t4242\t17\t1\n';
  expect(parseStatus(status)).toEqual({ uid: 64055, pids: [4242, 17, 1] });
  fc.assert(fc.property(text, (any) => void parseStatus(any)));
});

describe('binary statistics', () => {
  const rows = [
    { name: 'exits', values: [2n ** 64n - 1n] },
    { name: 'wait_hist', values: [1n, 2n, 3n] },
    { name: 'halt_ns', values: [9n], unit: 2, exponent: -9 },
  ];

  test('single numbers are read with their units, histograms are left out', () => {
    expect(parseStats(statsOf(rows))).toEqual([
      { name: 'exits', value: 2n ** 64n - 1n, unit: 'none' },
      { name: 'halt_ns', value: 9n, unit: 'ns' },
    ]);
  });

  test('bytes cut short or changed anywhere are read or said to be none, and nothing else happens', () => {
    const whole = statsOf(rows);
    expect(parseStats(whole)).toHaveLength(2);
    fc.assert(fc.property(fc.nat(whole.length - 1), (cut) => parseStats(whole.subarray(0, cut)) === undefined));
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.nat(255), (at, byte) => {
        const bytes = Buffer.from(whole);
        bytes[at] = byte;
        void parseStats(bytes);
      }),
    );
    fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => void parseStats(bytes)));
  });
});

test("KVM's folder in debugfs: names, counts and ID registers as the kernel prints them", () => {
  expect(parseDebugName('4242-17')).toEqual({ creator: 4242, fd: 17 });
  for (const other of ['exits', '-1-2', '4242', '4242-17-1', '../1-2']) expect(parseDebugName(other)).toBeUndefined();
  expect([parseCount('18446744073709551615\n'), parseCount('1 2'), parseCount('')]).toEqual([
    2n ** 64n - 1n,
    undefined,
    undefined,
  ]);
  const printed = '        SYS_MIDR_EL1:\t00000000481fd010\n    ID_AA64PFR0_EL1:\t1101000010110111\n';
  expect(parseIdRegisters(printed)).toEqual([
    { name: 'MIDR_EL1', value: 0x481f_d010n },
    { name: 'ID_AA64PFR0_EL1', value: 0x1101_0000_1011_0111n },
  ]);
  fc.assert(fc.property(text, (any) => void [parseIdRegisters(any), parseCount(any), parseDebugName(any)]));
});

/** header, id, descriptors, values: as kvm_stats_read() lays them out. */
function statsOf(
  rows: readonly { name: string; values: readonly bigint[]; unit?: number; exponent?: number }[],
): Buffer {
  const [nameSize, values] = [16, rows.flatMap((row) => row.values)];
  const at = { descriptors: 24 + nameSize, values: 24 + nameSize + rows.length * (16 + nameSize) };
  const bytes = Buffer.alloc(at.values + 8 * values.length);
  [0, nameSize, rows.length, 24, at.descriptors, at.values].forEach((word, n) => bytes.writeUInt32LE(word, 4 * n));
  let offset = 0;
  rows.forEach(({ name, values: own, unit = 0, exponent = 0 }, n) => {
    const row = at.descriptors + n * (16 + nameSize);
    bytes.writeUInt32LE(unit << 4, row);
    bytes.writeInt16LE(exponent, row + 4);
    bytes.writeUInt16LE(own.length, row + 6);
    bytes.writeUInt32LE(offset, row + 8);
    bytes.write(name, row + 16, nameSize - 1, 'latin1');
    offset += 8 * own.length;
  });
  values.forEach((value, n) => bytes.writeBigUInt64LE(value, at.values + 8 * n));
  return bytes;
}
