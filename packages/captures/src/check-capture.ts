// What a schema cannot say: ids of the right architecture, each once, with values that fit.
import { decodeId, parseHex, registerId, sizeInBytes } from '@regscope/registers';
import { CaptureError } from './capture-error.ts';
import type { Capture, ProbedShape } from './format.ts';

/** Throws a CaptureError for the first place where a capture contradicts itself. */
export function checkCapture(capture: Capture, file: string): void {
  const stop = (place: string, because: string): never => {
    throw new CaptureError(file, place, because);
  };
  const ids = idChecker(capture.host.arch, stop);
  checkRegisters(capture, ids, stop);
  ids.unique(capture.announced ?? [], '/announced');
  for (const [n, { id, mask }] of (capture.announced ?? []).entries()) ids.fits(id, mask, `/announced/${n}/mask`);
  for (const [n, shape] of (capture.probe?.shapes ?? []).entries()) checkShape(shape, ids, `/probe/shapes/${n}`);
}

type Stop = (place: string, because: string) => never;
type Ids = ReturnType<typeof idChecker>;

function checkRegisters({ registers, vm: { vcpus } }: Capture, ids: Ids, stop: Stop): void {
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

function checkShape({ registers, sweeps, lowest, tried, listed }: ProbedShape, ids: Ids, place: string): void {
  ids.unique(registers, `${place}/registers`);
  for (const [n, { id, value, moving }] of registers.entries()) {
    ids.fits(id, value, `${place}/registers/${n}/value`);
    if (moving !== undefined) ids.fits(id, moving, `${place}/registers/${n}/moving`);
  }
  ids.unique(
    listed.map((id) => ({ id })),
    `${place}/listed`,
  );
  for (const [n, { id, value }] of tried.entries()) ids.fits(id, value, `${place}/tried/${n}/value`);
  for (const [kind, rows] of [['sweeps', sweeps] as const, ['lowest', lowest] as const])
    for (const [n, row] of rows.entries()) ids.field(row, `${place}/${kind}/${n}`);
}

function idChecker(arch: Capture['host']['arch'], stop: Stop) {
  const widths = new Map<string, number>();
  const bitsOf = (id: string, place: string): number => {
    const width = widths.get(id) ?? widthOf(id, place);
    widths.set(id, width);
    return width;
  };
  const widthOf = (id: string, place: string): number => {
    const known = registerId(parseHex(id) ?? 0n);
    const { arch: own } = decodeId(known);
    if (own !== arch) stop(place, `${id} is an id of ${own}; the host is ${arch}`);
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
