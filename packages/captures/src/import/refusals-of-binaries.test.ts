import { builtFiles } from './built-files.test-helper.ts';
import { buildSnapshot, withCrc } from './firecracker/snapshot-builder.test-helper.ts';
import { buildSaveFile, buildStream } from './qemu/stream-builder.test-helper.ts';
import { asBytes as text, expectRefusals } from './refusal.test-helper.ts';

const pfr0 = { id: 0x6030_0000_0013_c020n, value: 0x11n };
const stream = buildStream([{ listed: [pfr0] }]);
const snapshot = (change: Partial<Parameters<typeof buildSnapshot>[0]>, registers = [pfr0]) =>
  buildSnapshot({ version: '8.0.0', vcpus: [{ registers, mpidr: 0n }], ...change });
const changed = (bytes: Uint8Array<ArrayBuffer>, at: number, ...values: number[]) => {
  const copy = bytes.slice();
  copy.set(values, at);
  return copy;
};
/** Where these bytes stand. */
const indexOf = (bytes: Uint8Array, wanted: string) => new TextDecoder('latin1').decode(bytes).indexOf(wanted);
const vmstate = builtFiles['firecracker-1.14.vmstate'];
/** The number of registers of the first vCPU. */
const MPIDR = '\u0005\u00c0\u0013';
const count = indexOf(vmstate, MPIDR) - 8;
const single = builtFiles['firecracker-1.8.vmstate'];

expectRefusals('a Firecracker snapshot', [
  ['one bit changed', changed(vmstate, 60, 0xff), 'taken for a Firecracker snapshot, offset 0x288: expected 0x'],
  ['cut', vmstate.slice(0, 300), 'the CRC-64 of all bytes before; found 0x'],
  [
    'of x86-64',
    snapshot({ magic: 0x0710_1984_8664_0000n }),
    'offset 0x0: expected a snapshot of an arm64 host; this one is of x86-64',
  ],
  [
    'of the other byte order',
    snapshot({ magic: 0x0000_aaaa_8419_1007n }),
    'offset 0x0: expected the magic number in little-endian order',
  ],
  [
    'of 1.6',
    snapshot({ magic: 0x0710_1984_aaaa_0001n }),
    'expected a snapshot of Firecracker 1.7 to 1.14; this one is of 1.6 or older. Run `cpu-template-helper',
  ],
  [
    'of 1.15',
    snapshot({ version: '9.0.0' }),
    'offset 0x10: expected a format up to 8.0.0; this one is 9.0.0, written by Firecracker 1.15 or later as bitcode',
  ],
  [
    'in bitcode',
    new Uint8Array([1, ...snapshot({})]),
    'offset 0x1: expected a format up to 8.0.0; this one is 9.0.0 or later',
  ],
  [
    'a version that is none',
    snapshot({ version: 'eight' }),
    'offset 0x10: expected a version such as 8.0.0, found "eight"',
  ],
  [
    '2^31 registers',
    withCrc(changed(single.slice(0, -8), indexOf(single, MPIDR) - 8 + 3, 0x80)),
    'expected the registers of a vCPU: a count, ids',
  ],
  [
    'a size that is not that of the ids',
    withCrc(changed(vmstate.slice(0, -8), count + 8 + 5 * 8, 9)),
    `offset 0x${(count + 48).toString(16)}: expected 292 bytes of values, the sum of the sizes of 5 ids; found 265`,
  ],
  [
    'registers without a vCPU around them',
    withCrc(changed(vmstate.slice(0, -8), count - 12, 5)),
    'expected the registers of a vCPU between its mp_state and its MPIDR; here are only registers',
  ],
  [
    'a register twice',
    snapshot({}, [pfr0, pfr0]),
    '0x603000000013c020 stands here for the second time; a vCPU has each register once',
  ],
  ['no vCPU at all', snapshot({ vcpus: [] }), 'expected the registers of a vCPU'],
]);

expectRefusals('a QEMU migration stream', [
  [
    'cut',
    stream.slice(0, -2),
    'expected the description of the layout (vmdesc) behind the last section: the stream was cut',
  ],
  [
    'of the other byte order',
    text('MVEQ\u0003\0\0\0'),
    'taken for a QEMU migration stream, offset 0x0: expected QEVM; it stands there the wrong way round',
  ],
  ['of another version', changed(stream, 7, 2), 'offset 0x4: expected version 3 of the stream, found 2'],
  ['4 bytes', text('QEVM'), 'offset 0x4: expected the version of the stream, 4 bytes; the file ends at offset 0x4'],
  ['of another machine', buildStream([]), 'expected a device "cpu" in the description'],
  [
    'of x86-64',
    text(new TextDecoder('latin1').decode(stream).replaceAll('cpreg_vmstate_indexes', 'env.xcr0_and_other_ms')),
    'this is no stream of an Arm machine',
  ],
  [
    'a section that is not where the layout says',
    changed(stream, indexOf(stream, '~\0\0\0\u0003'), 0),
    'expected before here the section of cpu 0 of version 22, with 1',
  ],
  [
    'a length that is not that of the list',
    changed(stream, indexOf(stream, '`\u0030\0\0') - 4, 0, 0, 0, 2),
    'cpreg_vmstate_array_len 0 of cpu 0: expected one number of registers; the list says 2, and there are 1 ids and 1 values',
  ],
  [
    'a register twice',
    buildStream([{ listed: [pfr0, pfr0] }]),
    'cpreg_vmstate_indexes 1 of cpu 0: 0x603000000013c020 stands here for the second time',
  ],
  [
    '2^31 registers',
    text(new TextDecoder('latin1').decode(stream).replace('"array_len":16', '"array_len":2147483648')),
    '',
  ],
]);

expectRefusals('a libvirt save file', [
  [
    'unfinished',
    buildSaveFile(stream, { magic: 'LibvirtQemudPart' }),
    'taken for a libvirt save file, offset 0x0: expected LibvirtQemudSave; libvirt had not finished',
  ],
  [
    'compressed',
    buildSaveFile(stream, { format: 5 }),
    'offset 0x1c: expected a raw stream; this one is zstd, which is not unpacked here. Save it with save_image_format = "raw"',
  ],
  ['sparse', buildSaveFile(stream, { format: 6 }), 'this one is sparse, which has no description'],
  ['another version', changed(buildSaveFile(stream), 16, 9), 'offset 0x10: expected a version from 1 to 3'],
  [
    'an XML longer than the file',
    changed(buildSaveFile(stream), 20, 0xff, 0xff, 0xff, 0x7f),
    'offset 0x14: expected a length of XML',
  ],
  ['no stream behind the XML', buildSaveFile(text('nothing at all')), 'expected QEVM, the beginning of the stream'],
]);
