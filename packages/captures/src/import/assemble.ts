import { decodeId, hex, registerId, sizeInBytes, type RegisterId } from '@regscope/registers';
import type { Stop } from './import-error.ts';
import type { Found, ImportedRegister, ImportedState, KnownArch, VcpuReading } from './imported-state.ts';

const MOST_VCPUS = 512;
const MOST_REGISTERS = 20_000;
/** What the reader of captures takes. */
const MOST_CELLS = 1_000_000;
const MOST_CLAIMS = 400;
const MOST_PARTIAL = 4096;

/** Puts the readings of all vCPUs side by side. Stops at the first id or value that KVM could not have. */
export function assemble(file: string, found: Found, stop: Stop): ImportedState {
  const { origin, arch, vcpus, partial = [] } = found;
  if (vcpus.length < 1 || vcpus.length > MOST_VCPUS)
    stop('', `${vcpus.length} vCPUs; a VM has 1 to ${MOST_VCPUS} of them`);
  if (origin.claims.length > MOST_CLAIMS) stop('', `more than ${MOST_CLAIMS} claims of origin`);
  if (partial.length > MOST_PARTIAL) stop('', `more than ${MOST_PARTIAL} registers of which only some bits are told`);
  const ids = idChecker(arch, stop);
  const registers = rowsOf(vcpus, ids, stop);
  const told = partial.map(({ id, value, mask }, n) => ({ id: ids(id, mask, `partial ${n}`), value, mask }));
  return { ...origin, file, arch, vcpus: vcpus.length, registers: [...registers, ...partialRows(told)], partial: told };
}

type CheckId = ReturnType<typeof idChecker>;

function rowsOf(vcpus: readonly VcpuReading[], check: CheckId, stop: Stop): ImportedRegister[] {
  const rows = new Map<bigint, { id: RegisterId; values: (bigint | null)[]; reasons: (string | null)[] }>();
  for (const [column, { registers, at }] of vcpus.entries()) {
    const seen = new Set<bigint>();
    for (const [n, { id, value }] of registers.entries()) {
      if (seen.has(id)) stop(at(n), `${hex(id)} stands here for the second time; a vCPU has each register once`);
      seen.add(id);
      const row =
        rows.get(id) ??
        emptyRow(
          check(id, value, () => at(n)),
          vcpus.length,
        );
      rows.set(id, row);
      check(id, value, () => at(n));
      row.values[column] = value;
      row.reasons[column] = null;
    }
    if (rows.size > MOST_REGISTERS || rows.size * vcpus.length > MOST_CELLS)
      stop('', `${rows.size} registers of ${vcpus.length} vCPUs are more than regscope shows`);
  }
  return [...rows.values()];
}

function emptyRow(id: RegisterId, vcpus: number) {
  return {
    id,
    values: Array.from({ length: vcpus }, (): bigint | null => null),
    reasons: Array.from({ length: vcpus }, (): string | null => 'absent'),
  };
}

/** A register of which some bits are told has no value that could be compared. */
function partialRows(told: readonly { id: RegisterId }[]): ImportedRegister[] {
  return told.map(({ id }) => ({ id, values: [null], reasons: ['RS_PARTIAL'] }));
}

/** QEMU lists 32-bit views beside the others under KVM_REG_ARM (cpreg_to_kvm_id in target/arm/cpu.h, QEMU 10.0). */
const ARM32 = 0x40n;

function idChecker(arch: KnownArch, stop: Stop) {
  const widths = new Map<bigint, number>();
  const widthOf = (id: bigint, place: () => string): number => {
    const own = decodeId(registerId(id)).arch;
    const isView = arch === 'arm64' && id >> 56n === ARM32;
    if (own !== arch && !isView) stop(place(), `${hex(id)} is no register id of ${arch}`);
    const size = sizeInBytes(registerId(id));
    return size === undefined ? stop(place(), `the size field of ${hex(id)} says no size that KVM has`) : size * 8;
  };
  return (id: bigint, value: bigint, where: string | (() => string)): RegisterId => {
    const place = typeof where === 'string' ? () => where : where;
    const bits = widths.get(id) ?? widthOf(id, place);
    widths.set(id, bits);
    if (value >> BigInt(bits) !== 0n) stop(place(), `${hex(id)} has ${bits} bits; ${hex(value)} is wider`);
    return registerId(id);
  };
}
