// What a stream says of its own layout: the JSON behind its end (vmstate_save_state_v in migration/vmstate.c, qemu_savevm_state_complete_precopy
// in migration/savevm.c, QEMU 7.2 to 10.0).
import { offset, textIn } from '../byte-reader.ts';
import type { Stop } from '../import-error.ts';
import { listIn, must, parseJson, textOf, u64Of, under, type Json } from '../json-node.ts';

/** Where a field lies, counted from the first byte of its section's content. */
type Field = { from: number; size: number; count: number };

/** `size` is that of the content. Fields of subsections are named `cpu/vfp env.vfp.zregs[0].d`. */
export type Device = {
  name: string;
  instance: number;
  version: number;
  size: number;
  fields: ReadonlyMap<string, Field>;
};

/** `end`: where the description begins, behind the last section. */
export type Layout = { devices: readonly Device[]; end: number };

const VMDESCRIPTION = 0x06;
const MOST_BYTES = 8 << 20;

export function readLayout(bytes: Uint8Array, base: number, stop: Stop): Layout {
  const { from, length } = find(bytes) ?? noLayout(bytes, base, stop);
  if (length > MOST_BYTES)
    stop(offset(base + from), `expected a description of at most ${MOST_BYTES} bytes, found ${length}`);
  const text = textIn(bytes.subarray(from + 5, from + 5 + length));
  const root = parseJson(text, `vmdesc at ${offset(base + from + 5)}`, stop);
  const devices = listIn(must(root, 'devices')).filter((device) => wanted.has(textOf(must(device, 'name'))));
  return { devices: devices.map((device) => deviceOf(device, bytes.length)), end: from };
}

/** Nothing is asked of the others, so that nothing in them can stop the import. */
const wanted: ReadonlySet<string> = new Set(['cpu', 'globalstate']);

/** No JSON holds a zero byte, and the first of the length's four is one. */
function find(bytes: Uint8Array): { from: number; length: number } | undefined {
  const end = bytes.lastIndexOf(0x7d) + 1;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const zero = end === 0 ? -1 : bytes.lastIndexOf(0, end - 1);
  for (let from = Math.max(0, zero - 4); from < zero; from++) {
    if (bytes[from] !== VMDESCRIPTION || from + 5 > end) continue;
    const length = view.getUint32(from + 1);
    if (from + 5 + length === end) return { from, length };
  }
  return undefined;
}

function noLayout(bytes: Uint8Array, base: number, stop: Stop): never {
  return stop(
    offset(base + bytes.length),
    'expected the description of the layout (vmdesc) behind the last section: the stream was cut, or made with suppress-vmdesc=on or mapped-ram=on',
  );
}

function deviceOf(device: Json, most: number): Device {
  const fields = new Map<string, Field>();
  const size = place(device, { fields, prefix: '', from: 0, most });
  return {
    name: textOf(must(device, 'name')),
    instance: numberAt(device, 'instance_id', 0xffff_ffff),
    version: numberAt(device, 'version', 0xffff_ffff),
    size,
    fields,
  };
}

type Placing = { fields: Map<string, Field>; prefix: string; from: number; most: number };

/** Adds up the fields of a section, then its subsections, which have a header of their own. Answers where it ends. */
function place(node: Json, { fields, prefix, from, most }: Placing): number {
  let at = from;
  for (const field of listIn(must(node, 'fields'))) {
    const name = prefix + textOf(must(field, 'name'));
    const size = numberAt(field, 'size', most);
    const count = under(field, 'array_len') === undefined ? 1 : numberAt(field, 'array_len', most);
    if (!fields.has(name)) fields.set(name, { from: at, size, count });
    at += size * count;
    if (at > most) field.stop(field.path, `expected sizes that fit into the stream of ${most} bytes`);
  }
  const subsections = under(node, 'subsections');
  for (const subsection of subsections === undefined ? [] : listIn(subsections)) {
    const name = textOf(must(subsection, 'vmsd_name'));
    const header = 1 + 1 + name.length + 4;
    at = place(subsection, { fields, prefix: `${name} `, from: at + header, most });
  }
  return at;
}

function numberAt(node: Json, key: string, most: number): number {
  const found = must(node, key);
  const number = u64Of(found);
  return number <= BigInt(most) ? Number(number) : found.stop(found.path, `expected at most ${most}, found ${number}`);
}
