// A file of `virsh save`: a header, the domain's XML, and then the stream (virQEMUSaveHeader in src/qemu/qemu_saveimage.h and
// qemu_saveimage_format.h, libvirt 11). The header is in the byte order of the host that wrote it.
import { ByteReader, offset, textIn } from '../byte-reader.ts';
import type { Stop } from '../import-error.ts';
import { claim, type Claim, type Found } from '../imported-state.ts';
import { importStream, MAGIC } from './stream.ts';

export const SAVE_FILE = 'a libvirt save file';

export const SAVE_MAGIC = 'LibvirtQemudSave';
export const PARTIAL_MAGIC = 'LibvirtQemudPart';
const HEADER = SAVE_MAGIC.length + 19 * 4;
const MOST_VERSION = 3;

/** virQEMUSaveFormat. */
const formats = ['raw', 'gzip', 'bzip2', 'xz', 'lzop', 'zstd', 'sparse'];

export function importSaveFile(bytes: Uint8Array, stop: Stop): Found {
  if (textIn(bytes.subarray(0, SAVE_MAGIC.length)) === PARTIAL_MAGIC)
    stop(offset(0), `expected ${SAVE_MAGIC}; libvirt had not finished this file`);
  const reader = headerReader(bytes, stop);
  const [version, length, wasRunning, format] = [
    reader.u32('the version'),
    reader.u32('the length of the XML'),
    reader.u32('whether the VM ran'),
    reader.u32('the format'),
  ];
  const base = HEADER + length;
  if (base + 8 > bytes.length)
    stop(offset(20), `expected a length of XML and cookie that leaves room for the stream; found ${length}`);
  if (format !== 0) compressed(format, base, stop);
  if (new DataView(bytes.buffer, bytes.byteOffset).getUint32(base) !== MAGIC)
    stop(offset(base), 'expected QEVM, the beginning of the stream behind the XML');
  return importStream(
    bytes.subarray(base),
    {
      base,
      format: `libvirt save file ${version} around a QEMU migration stream`,
      claims: [
        claim('the VM ran when it was saved', wasRunning === 0 ? 'no' : 'yes'),
        ...claimsOfXml(textIn(bytes.subarray(HEADER, base))),
      ],
    },
    stop,
  );
}

/** Behind the magic, in the order in which the version is a small number. */
function headerReader(bytes: Uint8Array, stop: Stop): ByteReader {
  for (const order of ['little', 'big'] as const) {
    const reader = new ByteReader(bytes, order, stop);
    reader.take(SAVE_MAGIC.length, 'the magic');
    const version = reader.u32('the version');
    reader.at = SAVE_MAGIC.length;
    if (version >= 1 && version <= MOST_VERSION) return reader;
  }
  return stop(offset(SAVE_MAGIC.length), `expected a version from 1 to ${MOST_VERSION}, in either byte order`);
}

function compressed(format: number, base: number, stop: Stop): never {
  const name = formats[format] ?? `format ${format}`;
  const remedy =
    name === 'sparse'
      ? 'which has no description of its layout. Save it without --image-format sparse'
      : `which is not unpacked here. Save it with save_image_format = "raw" in qemu.conf, or import what ${name} -d makes of the bytes from ${offset(base)} on`;
  return stop(offset(28), `expected a raw stream; this one is ${name}, ${remedy}`);
}

/** What the domain says of itself, as far as it stands in plain attributes and elements. */
function claimsOfXml(xml: string): Claim[] {
  const [head = ''] = xml.slice(0, 1 << 20).split('\0', 1);
  return wanted.flatMap(({ what, pattern }) => {
    const says = pattern.exec(head)?.[1];
    return says === undefined ? [] : [claim(what, says)];
  });
}

const wanted: readonly { what: string; pattern: RegExp }[] = [
  { what: 'name of the domain', pattern: /<name>([^<]{1,200})</ },
  { what: 'type of the domain', pattern: /<domain [^>]{0,200}?type=['"]([^'"]{1,40})/ },
  { what: 'architecture of the domain', pattern: /<type [^>]{0,200}?arch=['"]([^'"]{1,40})/ },
  { what: 'machine of the domain', pattern: /<type [^>]{0,200}?machine=['"]([^'"]{1,80})/ },
  { what: 'CPU mode of the domain', pattern: /<cpu [^>]{0,200}?mode=['"]([^'"]{1,40})/ },
  { what: 'emulator', pattern: /<emulator>([^<]{1,200})</ },
];
