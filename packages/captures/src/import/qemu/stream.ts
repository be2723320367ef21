// A QEMU migration stream of an arm64 machine. Only its own description says where anything lies: see layout.ts.
import { ByteReader, offset, textIn } from '../byte-reader.ts';
import type { Stop } from '../import-error.ts';
import { claim, type Claim, type Found } from '../imported-state.ts';
import { cpuRegisters, type CpuFields } from './cpu-registers.ts';
import { foundOfCpus } from './found-of-cpus.ts';
import { readLayout } from './layout.ts';
import { findSections, type Section } from './sections.ts';

export const STREAM = 'a QEMU migration stream';

/** "QEVM", big-endian (migration/savevm.c). */
export const MAGIC = 0x5145_564d;
const VERSION = 3;
const CONFIGURATION = 0x07;

/** `base` is where the stream begins in its file, `claims` what was said before it. */
export type Around = { base: number; format: string; claims: readonly Claim[] };

export function importStream(bytes: Uint8Array, around: Around, stop: Stop): Found {
  const { base, format } = around;
  const machine = readHead(bytes, base, stop);
  const layout = readLayout(bytes, base, stop);
  const cpus = layout.devices.filter(({ name }) => name === 'cpu');
  if (cpus.length === 0)
    stop(offset(base + layout.end), 'expected a device "cpu" in the description, as every Arm machine has it');
  if (cpus.some(({ fields }) => !fields.has('cpreg_vmstate_indexes')))
    stop(
      offset(base + layout.end),
      'expected vCPUs with a list of KVM registers (cpreg_vmstate_indexes); this is no stream of an Arm machine',
    );
  const sections = findSections(bytes, { layout, base }, stop);
  return foundOfCpus(
    sections.filter(({ name }) => name === 'cpu').map((section) => cpuRegisters(fieldsOf(bytes, section, base), stop)),
    {
      format,
      formatVersion: String(VERSION),
      claims: [
        ...around.claims,
        ...(machine === undefined ? [] : [claim('machine type', machine)]),
        claim('version of the section cpu', [...new Set(cpus.map(({ version }) => version))].join(' ')),
      ],
      runstate: runstate(bytes, sections),
    },
  );
}

/** The machine type, where the stream begins with one. */
function readHead(bytes: Uint8Array, base: number, stop: Stop): string | undefined {
  const reader = new ByteReader(bytes, 'big', (place, because) => stop(place, because));
  const magic = reader.u32('the magic number QEVM');
  if (magic !== MAGIC) stop(offset(base), 'expected QEVM; it stands there the wrong way round');
  const version = reader.u32('the version of the stream');
  if (version !== VERSION) stop(offset(base + 4), `expected version ${VERSION} of the stream, found ${version}`);
  if (reader.u8('a section') !== CONFIGURATION) return undefined;
  const length = reader.u32('the length of the machine type');
  if (length > 256) stop(offset(base + 9), `expected a machine type of at most 256 bytes, found ${length}`);
  return textIn(reader.take(length, 'the machine type'));
}

function fieldsOf(bytes: Uint8Array, { fields, from, instance }: Section, base: number): CpuFields {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return {
    words: (name) => {
      const field = fields.get(name);
      if (field === undefined || (field.size !== 4 && field.size !== 8)) return undefined;
      const read = (n: number): bigint => {
        const at = from + field.from + n * field.size;
        return field.size === 8 ? view.getBigUint64(at) : BigInt(view.getUint32(at));
      };
      return Array.from({ length: field.count }, (_, n) => read(n));
    },
    at: (name, n) => {
      const { from: inside, size } = fields.get(name) ?? { from: 0, size: 0 };
      return `${offset(base + from + inside + n * size)}, ${name} ${n} of cpu ${instance}`;
    },
  };
}

/** A text in a buffer of 100 bytes, ended by a zero (migration/global_state.c). */
function runstate(bytes: Uint8Array, sections: readonly Section[]): string | undefined {
  const section = sections.find(({ name }) => name === 'globalstate');
  const field = section?.fields.get('runstate');
  if (section === undefined || field === undefined) return undefined;
  const from = section.from + field.from;
  const text = textIn(bytes.subarray(from, from + field.size));
  return text.split('\0', 1)[0];
}
