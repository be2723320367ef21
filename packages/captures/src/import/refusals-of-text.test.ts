import { expect, test } from 'vitest';
import { importState } from '../index.ts';
import { buildState, emptyCore } from './cloud-hypervisor/state-builder.test-helper.ts';
import { buildTemplate } from './firecracker/template-builder.test-helper.ts';
import { buildAnalyzed } from './qemu/stream-builder.test-helper.ts';
import { asBytes as text, expectRefusals } from './refusal.test-helper.ts';

const pfr0 = { id: 0x6030_0000_0013_c020n, value: 0x11n };
const state = (system: readonly { id: bigint; value: bigint }[]) => buildState([{ core: emptyCore, system }], 'bytes');

expectRefusals('anything', [
  ['no bytes', new Uint8Array(), 'vm: an empty file'],
  ['too many bytes', new Uint8Array((32 << 20) + 1), 'vm: 33554433 bytes; at most 33554432 are read'],
  [
    'other bytes',
    new Uint8Array([1, 2, 3, 0xff]),
    'vm: none of the formats that regscope reads: its own captures; Fire',
  ],
  ['other text', text('once upon a time'), 'vm: none of the formats'],
  ['other JSON', text('{"a":1}'), 'vm: none of the formats'],
  ['a list in JSON', text('[1,2]'), 'vm: none of the formats'],
  ['half of some JSON', text('{"a":'), 'vm, taken for JSON: not JSON: '],
  ['JSON nested deeply', text('['.repeat(1e6)), 'vm, taken for JSON, line 1, column 65: nested deeper than 64 levels'],
  ['JSON of too many values', text(`[${'[],'.repeat(1_100_000)}[]]`), 'more than 1000000 values'],
  ['gzip', new Uint8Array([0x1f, 0x8b, 8, 0]), 'vm: compressed with gzip: unpack it first'],
]);

expectRefusals('a Firecracker CPU template', [
  [
    'no bitmap',
    text('{"reg_modifiers":[{"addr":"0x603000000013c020"}]}'),
    'taken for a Firecracker CPU template, /reg_modifiers/0: expected a key "bitmap"',
  ],
  [
    'a bitmap of other digits',
    text(buildTemplate({ '0x603000000013c020': '0b012' })),
    '/reg_modifiers/0/bitmap: expected 0b and 1 to 128 of the digits 0, 1 and x',
  ],
  [
    'a bitmap wider than the register',
    text(buildTemplate({ '0x6020000000110000': `0b1${'0'.repeat(32)}` })),
    '/reg_modifiers/0/bitmap: expected at most 32 bits',
  ],
  [
    'a register twice',
    text(buildTemplate({ '0x603000000013c020': '0b1', '0x603000000013C020': '0b0' })),
    '/reg_modifiers/1: 0x603000000013c020 stands here for the second time',
  ],
  [
    'an id of x86-64',
    text(buildTemplate({ '0x2030000200000010': `0b${'0'.repeat(64)}` })),
    '/reg_modifiers/0: 0x2030000200000010 is no register id of arm64',
  ],
  [
    'registers of both architectures',
    text(buildTemplate({}, { msr_modifiers: [] })),
    'expected registers of one architecture',
  ],
  [
    'a number for an id',
    text('{"reg_modifiers":[{"addr":1,"bitmap":"0b1"}]}'),
    '/reg_modifiers/0/addr: expected a text, found 1',
  ],
  [
    'an MSR of 64 bits',
    text('{"msr_modifiers":[{"addr":"0x100000000","bitmap":"0b1"}]}'),
    'expected an MSR of at most 32 bits',
  ],
]);

expectRefusals('a Firecracker fingerprint', [
  [
    'no configuration',
    text('{"guest_cpu_config":7}'),
    'taken for a Firecracker fingerprint, /guest_cpu_config: expected an object, found 7',
  ],
]);

expectRefusals('a Cloud Hypervisor snapshot', [
  [
    'no vCPUs',
    text('{"snapshots":{}}'),
    'taken for a Cloud Hypervisor snapshot, /snapshots: expected a key "cpu-manager"',
  ],
  [
    'a vCPU too few',
    text(buildState([{ core: emptyCore, system: [] }], 'bytes').replace('"0":', '"1":')),
    'expected vCPUs "0", "1", …; found ["1"]',
  ],
  [
    'of x86-64',
    text(buildState([{ core: emptyCore, system: [] }], 'bytes').replace('core_regs', 'msrs')),
    '/snapshots/cpu-manager/snapshots/0/snapshot_data/state/Kvm: expected a vCPU of an arm64 host',
  ],
  [
    'of another hypervisor',
    text(state([]).replace('Kvm', 'Mshv')),
    '/snapshot_data/state: expected the state of a KVM vCPU',
  ],
  [
    'core registers of another size',
    text(state([]).replace('[0,0,0,0]', '[0]').replace('\\"core_regs\\":[0,', '\\"core_regs\\":[')),
    '/core_regs: expected 864 bytes, found 863 values',
  ],
  ['a register twice', text(state([pfr0, pfr0])), '/sys_regs/1: 0x603000000013c020 stands here for the second time'],
  [
    'a value wider than its register',
    text(state([{ id: 0x6020_0000_0011_0000n, value: 1n << 40n }])),
    '/sys_regs/0: 0x6020000000110000 has 32 bits; 0x10000000000 is wider',
  ],
  ['broken JSON inside', text(state([]).replace('{\\"Kvm', '{{\\"Kvm')), '/snapshot_data/state: not JSON'],
]);

expectRefusals('JSON of analyze-migration.py', [
  [
    'of another machine',
    text('{"cpu (3)":{}}'),
    'taken for JSON of analyze-migration.py, /cpu (3): expected cpreg_vmstate_indexes',
  ],
  [
    'the layout only',
    text('{"page_size":4096,"devices":[]}'),
    'expected values too: use `analyze-migration.py -d state`',
  ],
  [
    'a value that is no number',
    text(buildAnalyzed([{ listed: [pfr0] }]).replace('0x603000000013c020', 'here')),
    '/cpu (3)/cpreg_vmstate_indexes: expected a number such as 0x1f, found "here"',
  ],
]);

expectRefusals('a list of register ids and values', [
  [
    'no value',
    text('0x603000000013c020'),
    'taken for a list of register ids and values, line 1: expected a value behind the id',
  ],
  [
    'a value that is none',
    text('0x603000000013c020 17'),
    'line 1: expected a value such as 0x11, or - where there is none; found "17"',
  ],
  [
    'values of other vCPUs',
    text('0x603000000013c020 0x1 0x2\n0x603000000013c021 0x1'),
    'line 2: expected 2 values, as on line 1; found 1',
  ],
  [
    'an id twice',
    text('0x603000000013c020 0x1\n0x603000000013c020 0x1'),
    'line 2: 0x603000000013c020 stands here for the second time',
  ],
  [
    'a value wider than its register',
    text('0x6020000000110000 0x100000000'),
    'line 1: 0x6020000000110000 has 32 bits; 0x100000000 is wider',
  ],
  [
    'ids of two architectures',
    text('0x603000000013c020 0x1\n0x2030000200000010 0x1'),
    'line 2: 0x2030000200000010 is no register id of arm64',
  ],
  [
    'more values than a VM has vCPUs',
    text(`0x603000000013c020 ${'0x1 '.repeat(2_000_000)}`),
    'line 1: expected values of at most 512 vCPUs',
  ],
  ['an id of no architecture', text('0x1 0x1'), 'line 1: expected an id that begins with 0x60'],
  [
    'what snapshot-editor prints',
    text('kvm_mp_state: 0x0\nmpidr: 0x80000000\n0x603000000013c020 0x1101'),
    'leaves out leading zeros of each byte',
  ],
]);

test('the name of the file stands in the error as it is, whatever is in it', () => {
  const odd = '../a b\u202e"ü.json';
  expect(() => importState(text('{"a":1}'), odd)).toThrow(`${odd}: none of the formats`);
});
