// `id value` text: a line per register, one value for each vCPU; `-` where a vCPU has none; what follows `#` is a comment.
import { parseHex } from '@regscope/registers';
import type { Stop } from './import-error.ts';
import { claim, type Claim, type Found, type KnownArch, type VcpuReading } from './imported-state.ts';

export const LIST = 'a list of register ids and values';

type Row = { line: number; id: bigint; values: (bigint | null)[] };

/** Whether the first line that says anything begins with an id. */
export function isRegisterList(text: string): boolean {
  return /^(?:[^\S\n]*(?:#[^\n]*)?\n)*[^\S\n]*(?:0x[0-9a-f]|kvm_mp_state:|mpidr:)/i.test(text.slice(0, 10_000));
}

export function importRegisterList(text: string, stop: Stop): Found {
  const lines = text.split('\n', MOST_LINES + 1);
  if (lines.length > MOST_LINES) stop('', `more than ${MOST_LINES} lines`);
  const rows = rowsOf(lines, stop);
  const [first] = rows;
  if (first === undefined) return stop('', 'expected lines such as 0x603000000013c020 0x11');
  const odd = rows.find(({ values }) => values.length !== first.values.length);
  if (odd !== undefined)
    stop(
      `line ${odd.line}`,
      `expected ${first.values.length} values, as on line ${first.line}; found ${odd.values.length}`,
    );
  return {
    arch:
      archs[Number(first.id >> 56n)] ??
      stop(`line ${first.line}`, 'expected an id that begins with 0x60, 0x20 or 0x80'),
    origin: {
      format: 'list of register ids and values',
      formatVersion: null,
      vmm: null,
      kernel: null,
      cpu: null,
      phase: null,
      features: null,
      claims: commentsIn(lines),
      unknown: [
        {
          what: 'VMM, kernel, CPU, features and phase of the VM',
          because: 'a list of ids and values tells none of them',
        },
      ],
    },
    vcpus: first.values.map((_, vcpu) => column(rows, vcpu)),
  };
}

const MOST_LINES = 40_000;
/** What the reader of captures takes, and what a VM has at most. */
const MOST_VALUES = 1_000_000;
const MOST_VCPUS = 512;
const archs: Readonly<Record<number, KnownArch>> = { 0x60: 'arm64', 0x20: 'x86-64', 0x80: 'riscv64' };

function rowsOf(lines: readonly string[], stop: Stop): Row[] {
  let left = MOST_VALUES;
  return lines.flatMap((line, n) => {
    const rows = rowOf(line, n + 1, stop);
    left -= rows[0]?.values.length ?? 0;
    return left < 0 ? stop(`line ${n + 1}`, `expected at most ${MOST_VALUES} values in all`) : rows;
  });
}

function rowOf(line: string, n: number, stop: Stop): Row[] {
  if (/^(?:kvm_mp_state|mpidr):/.test(line)) stop(`line ${n}`, snapshotEditor);
  const [id, ...values] = line
    .replace(/#.*/s, '')
    .trim()
    .split(/[\s=:,]+/, MOST_VCPUS + 2);
  if (id === undefined || id === '') return [];
  const number =
    hexOf(id, 16) ?? stop(`line ${n}`, `expected a register id such as 0x603000000013c020, found ${quoted(id)}`);
  if (values.length === 0) stop(`line ${n}`, 'expected a value behind the id');
  if (values.length > MOST_VCPUS) stop(`line ${n}`, `expected values of at most ${MOST_VCPUS} vCPUs`);
  return [{ line: n, id: number, values: values.map((value) => valueOf(value, n, stop)) }];
}

function valueOf(text: string, n: number, stop: Stop): bigint | null {
  if (text === '-') return null;
  return (
    hexOf(text, 512) ??
    stop(`line ${n}`, `expected a value such as 0x11, or - where there is none; found ${quoted(text)}`)
  );
}

function hexOf(text: string, digits: number): bigint | undefined {
  return text.length > digits + 2 ? undefined : parseHex(text);
}

function quoted(text: string): string {
  return JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text);
}

/** VcpuState::fmt in src/vmm/src/vstate/vcpu.rs, Firecracker 1.14. */
const snapshotEditor =
  'this is what `snapshot-editor info-vmstate vcpu-states` prints, which leaves out leading zeros of each byte: the values cannot be told apart. Import the snapshot itself';

function column(rows: readonly Row[], vcpu: number): VcpuReading {
  const own = rows.flatMap(({ line, id, values }) => {
    const value = values[vcpu] ?? null;
    return value === null ? [] : [{ line, id, value }];
  });
  return { registers: own, at: (n) => `line ${own[n]?.line ?? 0}` };
}

const MOST_COMMENTS = 100;

function commentsIn(lines: readonly string[]): Claim[] {
  const comments = lines.flatMap((line) => /#\s*(.*\S)/.exec(line)?.[1] ?? []);
  return comments.slice(0, MOST_COMMENTS).map((text) => claim('comment', text));
}
