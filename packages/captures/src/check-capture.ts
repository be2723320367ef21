// What a schema cannot say: ids of the right architecture, each once, with values that fit.
import { decodeId, idFromHex, sizeInBytes } from '@regscope/registers';
import { CaptureError } from './capture-error.ts';
import type { Capture, ProbedShape } from './format.ts';

/** Throws a CaptureError for the first place where a capture contradicts itself. */
export function checkCapture(capture: Capture, file: string): void {
  const stop = (place: string, because: string): never => {
    throw new CaptureError(file, place, because);
  };
  const ids = idChecker(capture, stop);
  checkOrigin(capture, ids, stop);
  checkRegisters(capture, ids, stop);
  ids.unique(capture.announced ?? [], '/announced');
  for (const [n, { id, mask }] of (capture.announced ?? []).entries()) ids.fits(id, mask, `/announced/${n}/mask`);
  for (const [n, shape] of (capture.probe?.shapes ?? []).entries()) checkShape(shape, ids, `/probe/shapes/${n}`);
}

type Stop = (place: string, because: string) => never;
type Ids = ReturnType<typeof idChecker>;

/** Only a file that was imported may leave out what regscope asks every host for, and only that or an attach what it knows of VMs that it made. */
function checkOrigin(capture: Capture, ids: Ids, stop: Stop): void {
  const { host, vm, imported, attached, probe } = capture;
  const isOther = imported !== null || attached !== null;
  if (imported === null && (host.kind === 'unknown' || [host.kernel, host.capabilities, host.offered].includes(null)))
    stop('', 'only of an imported file may the host be unknown');
  if (!isOther && ([vm.features, vm.vmm].includes(null) || vm.phase === 'unknown'))
    stop('', 'only of an imported file or a VM of another process may the VM be unknown');
  if (imported !== null && attached !== null) stop('/attached', 'nobody attached to an imported file');
  if (imported !== null && probe !== null) stop('/probe', 'an imported file holds no probe');
  checkStops(capture, stop);
  ids.unique(imported?.partial ?? [], '/imported/partial');
  for (const [n, { id, value, mask }] of (imported?.partial ?? []).entries()) {
    ids.fits(id, mask, `/imported/partial/${n}/mask`);
    if ((BigInt(value) & ~BigInt(mask)) !== 0n)
      stop(`/imported/partial/${n}/value`, `${value} has bits outside of ${mask}`);
  }
}

function checkStops({ attached, vm }: Capture, stop: Stop): void {
  let last = -1;
  for (const [n, { vcpu }] of (attached?.stops ?? []).entries()) {
    if (vcpu >= vm.vcpus) stop(`/attached/stops/${n}`, `the VM has ${vm.vcpus} vCPUs; here is vCPU ${vcpu}`);
    if (vcpu <= last) stop(`/attached/stops/${n}`, 'each vCPU stands once, in the order of their numbers');
    last = vcpu;
  }
}

/** A value that stands for all vCPUs becomes one for each when it is looked at. */
const MOST_CELLS = 1_000_000;

function checkRegisters({ registers, vm: { vcpus } }: Capture, ids: Ids, stop: Stop): void {
  const digits = registers.reduce((sum, row) => sum + ('value' in row ? row.value.length : 0), 0);
  if (registers.length * vcpus > MOST_CELLS || digits * vcpus > 64 * MOST_CELLS)
    stop('/registers', `${registers.length} registers of ${vcpus} vCPUs are more than regscope shows`);
  ids.unique(registers, '/registers');
  for (const [n, register] of registers.entries()) {
    const place = `/registers/${n}`;
    if ('value' in register) {
      ids.fits(register.id, register.value, `${place}/value`);
      continue;
    }
    const { values, errors } = register;
    if (values.length !== vcpus || errors.length !== vcpus)
      stop(place, `the VM has ${vcpus} vCPUs; here are ${values.length} values and ${errors.length} errors`);
    for (const [vcpu, value] of values.entries()) {
      if ((value === null) === (errors[vcpu] === null))
        stop(`${place}/values/${vcpu}`, 'either a value or an error, not both');
      if (value !== null) ids.fits(register.id, value, `${place}/values/${vcpu}`);
    }
  }
}

function checkShape(shape: ProbedShape, ids: Ids, place: string): void {
  const { registers, sweeps, lowest, tried, early, pairs, listed } = shape;
  ids.unique(registers, `${place}/registers`);
  for (const [n, register] of registers.entries()) checkProbed(register, ids, `${place}/registers/${n}`);
  ids.unique(listed.map(asRow), `${place}/listed`);
  for (const [kind, rows] of [['tried', tried] as const, ['early', early] as const])
    for (const [n, { id, value }] of rows.entries()) ids.fits(id, value, `${place}/${kind}/${n}/value`);
  for (const [n, row] of sweeps.entries()) ids.field(row, `${place}/sweeps/${n}`);
  for (const [n, row] of lowest.entries()) checkLowest(row, ids, `${place}/lowest/${n}`);
  for (const [n, { set, clear }] of pairs.entries()) ids.unique([asRow(set), asRow(clear)], `${place}/pairs/${n}`);
}

function checkProbed(register: ProbedShape['registers'][number], ids: Ids, place: string): void {
  const { id, value, moving = '0x0', moves = [], new: fresh, ran = {}, idle = {} } = register;
  ids.fits(id, value, `${place}/value`);
  ids.fits(id, moving, `${place}/moving`);
  ids.unique(moves.map(asRow), `${place}/moves`);
  for (const { same: _, refused = {}, ...masks } of [fresh, ran, idle])
    for (const mask of [...Object.values(masks), ...Object.values(refused)]) ids.fits(id, mask, place);
}

function checkLowest(row: ProbedShape['lowest'][number], ids: Ids, place: string): void {
  ids.field(row, place);
  ids.fits(row.id, row.value, `${place}/value`);
  ids.unique(row.gained.map(asRow), `${place}/gained`);
  ids.unique(row.lost.map(asRow), `${place}/lost`);
  for (const { id, value } of row.changed) ids.fits(id, value ?? '0x0', `${place}/changed`);
}

function asRow(id: string): { id: string } {
  return { id };
}

/** QEMU's own list on arm64 holds 32-bit views too (cpreg_to_kvm_id in target/arm/cpu.h, QEMU 10.0); KVM never lists them. */
const ARM32 = 0x40n;

function idChecker({ host: { arch }, imported }: Capture, stop: Stop) {
  const widths = new Map<string, number>();
  const bitsOf = (id: string, place: string): number => {
    const width = widths.get(id) ?? widthOf(id, place);
    widths.set(id, width);
    return width;
  };
  const widthOf = (id: string, place: string): number => {
    const known = idFromHex(id);
    const { arch: own } = decodeId(known);
    const isView = imported !== null && arch === 'arm64' && known >> 56n === ARM32;
    if (own !== arch && !isView) stop(place, `${id} is an id of ${own}; the host is ${arch}`);
    return (sizeInBytes(known) ?? stop(place, `the size field of ${id} says no size that KVM has`)) * 8;
  };
  return {
    fits: (id: string, value: string, place: string): void => {
      const bits = bitsOf(id, place);
      // Without leading zeros a value of more digits is a wider one; registers are whole bytes.
      if ((value.length - '0x'.length) * 4 > bits) stop(place, `${id} has ${bits} bits; ${value} is wider`);
    },
    field: ({ id, msb, lsb }: { id: string; msb: number; lsb: number }, place: string): void => {
      const bits = bitsOf(id, place);
      if (msb < lsb || msb >= bits) stop(place, `${id} has ${bits} bits; there is no field ${msb}:${lsb}`);
    },
    unique: (rows: readonly { id: string }[], place: string): void => {
      const known = new Set<string>();
      for (const [n, { id }] of rows.entries()) {
        bitsOf(id, `${place}/${n}`);
        if (known.has(id)) stop(`${place}/${n}`, `${id} stands here twice`);
        known.add(id);
      }
    },
  };
}
