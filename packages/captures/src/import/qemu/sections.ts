// Where the sections of a device lie in a stream. They are looked for from the end: devices come behind the guest's memory, and what of an
// older stream may lie in that memory must not be taken for them.
import { offset } from '../byte-reader.ts';
import type { Stop } from '../import-error.ts';
import type { Device, Layout } from './layout.ts';

/** A section that was found: `from` is the first byte of its content. */
export type Section = Device & { from: number };

/** Section types and the footer, migration/savevm.c, QEMU 7.2. */
const START = 0x01;
const FULL = 0x04;
const FOOTER = 0x7e;

/** The sections of all devices that the layout names, in its order. Stops for the first that is not there. */
export function findSections(
  bytes: Uint8Array,
  { layout, base }: { layout: Layout; base: number },
  stop: Stop,
): Section[] {
  const found: Section[] = [];
  let before = layout.end;
  for (const device of layout.devices.toReversed()) {
    const section = lastBefore(bytes, before, device) ?? missing(device, base + before, stop);
    found.push(section);
    before = section.from;
  }
  return found.toReversed();
}

function missing({ name, instance, version, size }: Device, end: number, stop: Stop): never {
  return stop(
    offset(end),
    `expected before here the section of ${name} ${instance} of version ${version}, with ${size} bytes of content between header and footer, as the description says`,
  );
}

/** Type, section id, length of the name; the name; instance and version. */
const BEFORE_NAME = 1 + 4 + 1;
const BEHIND_NAME = 4 + 4;

function lastBefore(bytes: Uint8Array, end: number, device: Device): Section | undefined {
  const { name, size } = device;
  const first = name.charCodeAt(0);
  const latest = end - size - BEHIND_NAME - name.length;
  for (let at = bytes.lastIndexOf(first, latest); at >= BEFORE_NAME; at = bytes.lastIndexOf(first, at - 1)) {
    if (isHeader(bytes, at, device) && hasFooter(bytes, at, device))
      return { ...device, from: at + name.length + BEHIND_NAME };
  }
  return undefined;
}

function isHeader(bytes: Uint8Array, at: number, { name, instance, version }: Device): boolean {
  const type = bytes[at - BEFORE_NAME];
  if (bytes[at - 1] !== name.length || (type !== FULL && type !== START)) return false;
  for (let n = 1; n < name.length; n++) if (bytes[at + n] !== name.charCodeAt(n)) return false;
  const view = viewOf(bytes);
  return view.getUint32(at + name.length) === instance && view.getUint32(at + name.length + 4) === version;
}

/** The same section id as in the header. */
function hasFooter(bytes: Uint8Array, at: number, { name, size }: Device): boolean {
  const footer = at + name.length + BEHIND_NAME + size;
  if (footer + 5 > bytes.length || bytes[footer] !== FOOTER) return false;
  const view = viewOf(bytes);
  return view.getUint32(footer + 1) === view.getUint32(at - BEFORE_NAME + 1);
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
