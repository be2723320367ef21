// A Firecracker snapshot (vmstate file) of an arm64 VM, 1.7 to 1.14: bincode with fixed, little-endian numbers, and a CRC behind it.
import { hex } from '@regscope/registers';
import { offset } from '../byte-reader.ts';
import type { Stop } from '../import-error.ts';
import { claim, type Claim, type Found } from '../imported-state.ts';
import { crc64 } from './crc64.ts';
import { findBlock, type NearMiss } from './register-block.ts';
import { readHeader } from './snapshot-header.ts';
import { vcpuStates, type VcpuState } from './vcpu-states.ts';

export function importSnapshot(bytes: Uint8Array, stop: Stop): Found {
  const { version, major, end } = readHeader(bytes, stop);
  if (bytes.length > MOST_BYTES) stop('', `expected at most ${MOST_BYTES} bytes, more than Firecracker itself reads`);
  mustBeWhole(bytes, stop);
  const states = findVcpus(bytes.subarray(0, bytes.length - CRC), { end, major }, stop);
  return {
    arch: 'arm64',
    origin: {
      format: 'Firecracker snapshot',
      formatVersion: version,
      vmm: `Firecracker ${releases[major] ?? ''}`.trim(),
      kernel: null,
      cpu: null,
      // Only a microVM that was resumed can be paused, and only a paused one is saved (docs/snapshotting/snapshot-support.md).
      phase: 'started',
      features: null,
      claims: claimsOf(states),
      unknown,
    },
    vcpus: states.map(({ block }) => ({
      registers: block.registers,
      at: (n) => `${offset(block.at + 8 + n * 8)}, id ${n} of the vCPU at ${offset(block.at)}`,
    })),
  };
}

const CRC = 8;
/** DESERIALIZATION_BYTES_LIMIT is 10 MiB (src/vmm/src/snapshot/mod.rs, Firecracker 1.14). */
const MOST_BYTES = (10 << 20) + CRC;

/** Which releases write which format; 7.0.0 was never released. */
const releases: Readonly<Record<number, string>> = {
  1: '1.7',
  2: '1.8',
  3: '1.9 or 1.10',
  5: '1.11',
  6: '1.12',
  8: '1.13 or 1.14',
};

const unknown = [
  { what: 'kernel of the host, name of the CPU', because: 'a snapshot names neither; MIDR_EL1 may tell the CPU' },
  {
    what: 'features of the VM',
    because: 'those of KVM_ARM_VCPU_INIT are among the claims; whether it has a GICv3 is not decoded',
  },
  { what: 'memory, GIC and devices', because: 'they are no registers, and are not kept' },
];

function mustBeWhole(bytes: Uint8Array, stop: Stop): void {
  const at = bytes.length - CRC;
  const [expected, found] = [
    crc64(bytes.subarray(0, at)),
    new DataView(bytes.buffer, bytes.byteOffset + at).getBigUint64(0, true),
  ];
  if (expected !== found)
    stop(
      offset(at),
      `expected ${hex(expected)}, the CRC-64 of all bytes before; found ${hex(found)}: the file was cut or changed`,
    );
}

function findVcpus(bytes: Uint8Array, { end, major }: { end: number; major: number }, stop: Stop): VcpuState[] {
  let [near, stray]: [NearMiss | undefined, number | undefined] = [undefined, undefined];
  const miss = (one: NearMiss): void => void (near ??= one);
  for (let from = end, tries = 0; tries < MOST_TRIES; tries++) {
    const block = findBlock(bytes, from, miss);
    if (block === undefined) break;
    const states = vcpuStates(bytes, block.at, major);
    if (states !== undefined) return states;
    stray ??= block.at;
    from = block.at + 1;
  }
  return stop(...whyNone(near, stray));
}

/** Blocks of registers without a vCPU around them: no release writes any. */
const MOST_TRIES = 3;

function whyNone(near: NearMiss | undefined, stray: number | undefined): [place: string, because: string] {
  if (stray !== undefined && stray < (near?.at ?? Infinity))
    return [
      offset(stray),
      'expected the registers of a vCPU between its mp_state and its MPIDR; here are only registers',
    ];
  if (near === undefined)
    return [
      '',
      'expected the registers of a vCPU: a count, ids that begin with 0x60, the size of all values, and the values',
    ];
  const { at, ids, expected, found } = near;
  return [
    offset(at + 8 + ids * 8),
    `expected ${expected} bytes of values, the sum of the sizes of ${ids} ids; found ${found}`,
  ];
}

function claimsOf(states: readonly VcpuState[]): Claim[] {
  const each = (of: (state: VcpuState) => string): string => [...new Set(states.map(of))].join(', ');
  return [
    claim('vCPUs', String(states.length)),
    claim('mp_state (KVM_MP_STATE_…)', states.map(({ mpState }) => mpState).join(' ')),
    claim(
      'target and features given to KVM_ARM_VCPU_INIT',
      each(
        ({ init }) =>
          init
            ?.slice(0, 2)
            .map((word) => `0x${word.toString(16)}`)
            .join(' ') ?? 'the default',
      ),
    ),
    claim(
      'steal time',
      each(({ pvtime }) => (pvtime === undefined ? 'none' : 'yes')),
    ),
  ];
}
