import { sizeInBytes } from '@regscope/registers';
import { expect, test } from 'vitest';
import { CaptureError, importCapture, importState, readCapture, writeCapture, type ImportedState } from '../index.ts';
import { builtFiles, type BuiltFile } from './built-files.test-helper.ts';
import { buildState, emptyCore } from './cloud-hypervisor/state-builder.test-helper.ts';
import { withCrc } from './firecracker/snapshot-builder.test-helper.ts';
import { mangled, randomOf, type Random } from './mangle.test-helper.ts';
import { buildAnalyzed, buildSaveFile, buildStream } from './qemu/stream-builder.test-helper.ts';

/** Of every importer. Each case is imported, or refused by a CaptureError; nothing else may come of it. */
const CASES = 100_000;
const SLOWEST_MS = 1000;

type Bytes = Uint8Array<ArrayBuffer>;
type Importer = { name: string; files: readonly Bytes[]; finish?: (bytes: Bytes, random: Random) => Bytes };

const of = (...names: BuiltFile[]): Bytes[] => names.map((name) => builtFiles[name]);
/** Small: most of the time would go to what nobody looks at. */
const small = [{ listed: [{ id: 0x6030_0000_0013_c020n, value: 1n }], vectors: [] }];
const smallStream = buildStream(small);
const text = (content: string): Bytes => new TextEncoder().encode(content);
const wide = [{ id: 0x6040_0000_0013_0000n, value: 2n }];
const smallState = { core: emptyCore, system: small[0]?.listed ?? [] };

const importers: readonly Importer[] = [
  { name: 'fingerprints', files: of('firecracker-fingerprint.json') },
  { name: 'CPU templates', files: of('firecracker-template.json', 'firecracker-template-x86.json') },
  {
    name: 'Firecracker snapshots',
    files: of('firecracker-1.7.vmstate', 'firecracker-1.8.vmstate', 'firecracker-1.14.vmstate').map((bytes) =>
      bytes.slice(0, -8),
    ),
    // Most with the right CRC: what lies behind that check is to be tried too.
    finish: (bytes, random) => (random(8) === 0 ? bytes : withCrc(bytes)),
  },
  {
    name: 'Cloud Hypervisor',
    files: [text(buildState([smallState], 'objects')), text(buildState([{ ...smallState, extended: wide }], 'bytes'))],
  },
  { name: 'QEMU streams', files: [smallStream] },
  { name: 'libvirt save files', files: [buildSaveFile(smallStream)] },
  { name: 'JSON of analyze-migration.py', files: [text(buildAnalyzed(small).replaceAll(/\s+/g, ' '))] },
  { name: 'lists of ids and values', files: of('list.txt') },
];

test.each(importers)(`${CASES} broken files end well: $name`, { timeout: 600_000 }, ({ files, finish }) => {
  const first = Number(process.env['REGSCOPE_FUZZ_SEED'] ?? 1);
  const outcomes = { imported: 0, refused: 0 };
  for (let seed = first; seed < first + CASES; seed++) {
    const random = randomOf(seed);
    const broken = mangled(files[random(files.length)] ?? new Uint8Array(0), random);
    outcomes[outcome(finish?.(broken, random) ?? broken, seed)]++;
  }
  expect(outcomes.refused).toBeGreaterThan(CASES / 10);
});

function outcome(bytes: Bytes, seed: number): 'imported' | 'refused' {
  // Of the processor, which others may use meanwhile.
  const began = process.cpuUsage();
  const found = attempt(bytes, seed);
  const { user, system } = process.cpuUsage(began);
  const took = (user + system) / 1000;
  if (took > SLOWEST_MS) throw new Error(`seed ${seed} took ${took} ms`);
  if (found !== undefined && !isSound(found)) throw new Error(`seed ${seed} gave a state that is none`);
  if (found !== undefined && seed % 16 === 0) keep(bytes);
  return found === undefined ? 'refused' : 'imported';
}

/** What is imported can be kept. */
function keep(bytes: Bytes): void {
  const capture = importCapture(bytes, 'broken', { at: '2026-11-24T22:30:00.000Z', by: 'regscope' });
  readCapture(new TextEncoder().encode(writeCapture(capture)), 'kept');
}

/** Undefined where it was refused as it should be. */
function attempt(bytes: Bytes, seed: number): ImportedState | undefined {
  try {
    return importState(bytes, 'broken');
  } catch (error) {
    if (error instanceof CaptureError && error.message.startsWith('broken')) return undefined;
    throw new Error(`seed ${seed}: ${String(error)}`, { cause: error });
  }
}

/** Each register once, a value or a reason for every vCPU, and no value wider than its register. */
function isSound({ registers, vcpus, claims }: ImportedState): boolean {
  const ids = new Set(registers.map(({ id }) => id));
  return (
    ids.size === registers.length &&
    claims.every(({ what, says }) => what.length <= 80 && says.length <= 400) &&
    registers.every(({ id, values, reasons }) => {
      const bits = BigInt((sizeInBytes(id) ?? 0) * 8);
      const fits = values.every(
        (value, n) => (value === null) !== (reasons[n] === null) && (value ?? 0n) >> bits === 0n,
      );
      return fits && values.length === vcpus && reasons.length === vcpus;
    })
  );
}
