// The one door for files, of other programs and our own. They are recognised by what is in them, never by what they are called.
import { fromHex, idFromHex } from '@regscope/registers';
import { CaptureError } from '../capture-error.ts';
import type { Capture, CapturedRegister } from '../format.ts';
import { MOST_BYTES, readCapture } from '../read-capture.ts';
import { assemble } from './assemble.ts';
import { claim, type ImportedRegister, type ImportedState } from './imported-state.ts';
import { recognise } from './recognise.ts';
import { captureOf } from './to-capture.ts';

/**
 * Reads a file of any format that is known here. `file` is what errors call it. Throws a CaptureError that names the file, what it was taken
 * for, the place and what was expected there; there is no half of a result.
 */
export function importState(bytes: Uint8Array, file: string): ImportedState {
  mustFit(bytes, file);
  const known = recognise(bytes, file);
  if (known.kind === 'capture') return stateOf(readCapture(bytes, file), file);
  return assemble(file, known.found, known.stop);
}

/** The same file as a capture: one of our own as it is, of others what they tell. `made` says when and by whom it is read. */
export function importCapture(bytes: Uint8Array, file: string, made: Capture['made']): Capture {
  mustFit(bytes, file);
  const known = recognise(bytes, file);
  if (known.kind === 'capture') return readCapture(bytes, file);
  return captureOf(assemble(file, known.found, known.stop), made);
}

function mustFit(bytes: Uint8Array, file: string): void {
  if (bytes.length === 0) throw new CaptureError(file, '', 'an empty file');
  if (bytes.length > MOST_BYTES)
    throw new CaptureError(
      file,
      '',
      `${bytes.length} bytes; at most ${MOST_BYTES} are read. A smaller QEMU stream comes from a VM that has touched little memory, as one started with -S`,
    );
}

function stateOf({ host, vm, made, imported, registers }: Capture, file: string): ImportedState {
  return {
    file,
    format: imported?.format ?? 'regscope capture',
    formatVersion: imported?.version ?? null,
    arch: host.arch,
    kernel: host.kernel,
    cpu: host.cpu,
    vmm: vm.vmm,
    phase: vm.phase === 'unknown' ? null : vm.phase,
    features: vm.features,
    vcpus: vm.vcpus,
    claims: [claim('captured', `${made.at} by ${made.by} on ${host.name}`), ...(imported?.claims ?? [])],
    unknown: imported?.unknown ?? [],
    registers: registers.map((register) => rowOf(register, vm.vcpus)),
    partial: (imported?.partial ?? []).map(({ id, value, mask }) => ({
      id: idFromHex(id),
      value: fromHex(value),
      mask: fromHex(mask),
    })),
  };
}

function rowOf(register: CapturedRegister, vcpus: number): ImportedRegister {
  const id = idFromHex(register.id);
  if (!('value' in register))
    return {
      id,
      values: register.values.map((value) => (value === null ? null : fromHex(value))),
      reasons: register.errors,
    };
  const value = fromHex(register.value);
  return { id, values: Array.from({ length: vcpus }, () => value), reasons: Array.from({ length: vcpus }, () => null) };
}
