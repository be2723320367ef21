// What `analyze-migration.py -d state` prints of a stream (scripts/analyze-migration.py, QEMU 7.2 to 10.0): sections by name and number,
// integers as `0x…`, everything else as bytes in pairs of digits.
import { parseHex } from '@regscope/registers';
import { claim, type Found } from '../imported-state.ts';
import { listIn, objectIn, textOf, under, type Json } from '../json-node.ts';
import { cpuRegisters, type CpuFields } from './cpu-registers.ts';
import { foundOfCpus } from './found-of-cpus.ts';

export const ANALYZED = 'JSON of analyze-migration.py';

const CPU = /^cpu \(\d{1,10}\)$/;

export function isAnalyzed(keys: readonly string[]): boolean {
  return keys.some((key) => CPU.test(key));
}

export function importAnalyzed(root: Json): Found {
  const keys = Object.keys(objectIn(root));
  const cpus = keys.filter((key) => CPU.test(key)).flatMap((key) => under(root, key) ?? []);
  const other = cpus.find((cpu) => under(cpu, 'cpreg_vmstate_indexes') === undefined);
  if (other !== undefined)
    other.stop(other.path, 'expected cpreg_vmstate_indexes; this is no stream of an Arm machine');
  const state = keys.find((key) => /^globalstate \(\d{1,10}\)$/.test(key));
  const runstate = state === undefined ? undefined : runstateOf(under(root, state));
  return foundOfCpus(
    cpus.map((cpu) => cpuRegisters(fieldsOf(cpu), cpu.stop)),
    {
      format: 'JSON of analyze-migration.py',
      formatVersion: null,
      claims: [claim('sections', keys.map((key) => key.replace(/ \(\d+\)$/, '')).join(' '))],
      runstate,
    },
  );
}

function fieldsOf(cpu: Json): CpuFields {
  return {
    words: (name) => {
      const node = fieldAt(cpu, name);
      if (node === undefined) return undefined;
      return (Array.isArray(node.value) ? listIn(node) : [node]).map(wordOf);
    },
    at: (name, n) => {
      const node = fieldAt(cpu, name);
      return Array.isArray(node?.value) ? `${node.path}/${n}` : (node?.path ?? cpu.path);
    },
  };
}

function fieldAt(cpu: Json, name: string): Json | undefined {
  const [section, field] = name.includes(' ') ? name.split(' ', 2) : [undefined, name];
  const node = section === undefined ? cpu : under(cpu, section);
  return node === undefined || field === undefined ? undefined : under(node, field);
}

/** `0x0102`, or `01 02` of types that the script does not know. Of a negative number the digits stand first. */
function wordOf(node: Json): bigint {
  const text = textOf(node);
  const hex = /^(0x[0-9a-f]{1,16})(?: \(-\d+\))?$/.exec(text)?.[1] ?? pairs(text);
  return (
    parseHex(hex) ?? node.stop(node.path, `expected a number such as 0x1f, found ${JSON.stringify(text.slice(0, 40))}`)
  );
}

function pairs(text: string): string {
  return /^(?:[0-9a-f]{2} ?){1,8}$/.test(text) ? `0x${text.replaceAll(' ', '')}` : '';
}

function runstateOf(section: Json | undefined): string | undefined {
  const bytes = section === undefined ? undefined : under(section, 'runstate');
  if (bytes === undefined) return undefined;
  const text = textOf(bytes);
  const codes = text
    .slice(0, 300)
    .split(' ')
    .map((pair) => Number.parseInt(pair, 16));
  return String.fromCharCode(...codes.slice(0, codes.indexOf(0)));
}
