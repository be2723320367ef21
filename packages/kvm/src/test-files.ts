// Where the built files are when tests run from the sources.
import { accessSync, constants } from 'node:fs';
import { arch } from 'node:process';
import { fileURLToPath } from 'node:url';
import type { FfiFiles } from './ffi.ts';

const machine = { x64: 'x86_64', arm64: 'aarch64', riscv64: 'riscv64' }[arch as string] ?? arch;

export const nativeBuild = new URL(`../../../native/build/${machine}/`, import.meta.url);

export const ffiFiles: FfiFiles = {
  child: fileURLToPath(new URL('../dist/ffi-child.js', import.meta.url)),
  library: fileURLToPath(new URL('libregscope.so', nativeBuild)),
};

/** Empty when /dev/kvm opens here; else what to write behind the name of a test that is skipped. */
export const whyClosed = openingKvm();

function openingKvm(): string {
  try {
    accessSync('/dev/kvm', constants.R_OK | constants.W_OK);
    return '';
  } catch (error) {
    return ` (skipped: ${error instanceof Error ? error.message : String(error)})`;
  }
}
