import { CaptureError } from '../capture-error.ts';
import { FORMAT } from '../format.ts';
import { importState as importCloudHypervisor, STATE } from './cloud-hypervisor/state-json.ts';
import { importFingerprint, importTemplate, FINGERPRINT, TEMPLATE } from './firecracker/template.ts';
import { importSnapshot } from './firecracker/snapshot.ts';
import { isSnapshot, SNAPSHOT } from './firecracker/snapshot-header.ts';
import { stopper, type Stop } from './import-error.ts';
import type { Found } from './imported-state.ts';
import { objectIn, parseJson, type Json } from './json-node.ts';
import { ANALYZED, importAnalyzed, isAnalyzed } from './qemu/analyzed.ts';
import { importSaveFile, PARTIAL_MAGIC, SAVE_FILE, SAVE_MAGIC } from './qemu/libvirt.ts';
import { importStream, STREAM } from './qemu/stream.ts';
import { importRegisterList, isRegisterList, LIST } from './register-list.ts';

/** A capture of our own, or what an importer found. `stop` names the file and the format. */
export type Recognised = { kind: 'capture' } | { kind: 'found'; found: Found; stop: Stop };

/** By content alone: magic numbers first, then the keys of JSON, then lines of text. */
export function recognise(bytes: Uint8Array, file: string): Recognised {
  const binary = binaries.find(
    ({ begins, is }) => (begins ?? []).some((magic) => startsWith(bytes, magic)) || is?.(bytes),
  );
  if (binary !== undefined) return read(stopper(file, binary.format), (stop) => binary.read(bytes, stop));
  if (startsWith(bytes, GZIP)) throw new CaptureError(file, '', 'compressed with gzip: unpack it first');
  const text = utf8(bytes) ?? unknown(file);
  if (/^\s*\{\s*"format"\s*:\s*"regscope capture"/.test(text.slice(0, 500))) return { kind: 'capture' };
  if (/^\s*[[{]/.test(text)) return fromJson(text, file);
  return isRegisterList(text) ? read(stopper(file, LIST), (stop) => importRegisterList(text, stop)) : unknown(file);
}

type Binary = {
  format: string;
  begins?: readonly string[];
  is?: (bytes: Uint8Array) => boolean;
  read: (bytes: Uint8Array, stop: Stop) => Found;
};

const GZIP = '\u001f\u008b';

const binaries: readonly Binary[] = [
  // In the wrong byte order too: that is said better than "unknown".
  { format: STREAM, begins: ['QEVM', 'MVEQ'], read: importBareStream },
  { format: SAVE_FILE, begins: [SAVE_MAGIC, PARTIAL_MAGIC], read: importSaveFile },
  { format: SNAPSHOT, is: isSnapshot, read: importSnapshot },
];

function importBareStream(bytes: Uint8Array, stop: Stop): Found {
  return importStream(bytes, { base: 0, format: 'QEMU migration stream', claims: [] }, stop);
}

/** The first row whose keys are there wins. */
const documents: readonly { format: string; is: (keys: readonly string[]) => boolean; read: (root: Json) => Found }[] =
  [
    { format: FINGERPRINT, is: (keys) => keys.includes('guest_cpu_config'), read: importFingerprint },
    { format: TEMPLATE, is: (keys) => keys.some((key) => modifiers.includes(key)), read: importTemplate },
    { format: STATE, is: (keys) => keys.includes('snapshots'), read: importCloudHypervisor },
    { format: ANALYZED, is: isAnalyzed, read: importAnalyzed },
  ];

const modifiers = ['reg_modifiers', 'cpuid_modifiers', 'msr_modifiers', 'vcpu_features', 'kvm_capabilities'];

function fromJson(text: string, file: string): Recognised {
  const root = parseJson(text, '', stopper(file, 'JSON'));
  const keys = Array.isArray(root.value) ? [] : Object.keys(objectIn(root));
  if (objectIn({ ...root, value: Array.isArray(root.value) ? {} : root.value })['format'] === FORMAT)
    return { kind: 'capture' };
  if (keys.includes('page_size') && keys.includes('devices'))
    stopper(file, 'the layout of a QEMU stream')(
      '',
      'expected values too: use `analyze-migration.py -d state`, not -d desc',
    );
  const document = documents.find(({ is }) => is(keys)) ?? unknown(file);
  return read(stopper(file, document.format), (stop) => document.read({ ...root, stop }));
}

function read(stop: Stop, importer: (stop: Stop) => Found): Recognised {
  return { kind: 'found', found: importer(stop), stop };
}

function unknown(file: string): never {
  throw new CaptureError(
    file,
    '',
    'none of the formats that regscope reads: its own captures; Firecracker snapshots, fingerprints and CPU templates; state.json of Cloud Hypervisor; QEMU migration streams, also in libvirt save files; JSON of analyze-migration.py -d state; lines of register ids and values',
  );
}

function startsWith(bytes: Uint8Array, magic: string): boolean {
  for (let n = 0; n < magic.length; n++) if (bytes[n] !== magic.charCodeAt(n)) return false;
  return true;
}

function utf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
