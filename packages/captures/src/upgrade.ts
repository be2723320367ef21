import { CaptureError } from './capture-error.ts';
import { FORMAT, VERSION } from './format.ts';

/** `upgrades[n - 1]` brings a capture of version n to version n + 1. */
const upgrades: readonly ((capture: Record<string, unknown>) => Record<string, unknown>)[] = [
  (capture) => ({ ...capture, version: 2, imported: null }),
  (capture) => ({ ...capture, version: 3, attached: null }),
];

/** Brings a capture of any earlier version to the present one. Throws a CaptureError that names both versions where it cannot. */
export function upgrade(parsed: unknown, file: string): unknown {
  if (!isObject(parsed) || parsed['format'] !== FORMAT)
    throw new CaptureError(file, '', `not a capture: it does not begin with {"format":"${FORMAT}"`);
  const { version } = parsed;
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 1)
    throw new CaptureError(file, '/version', `${JSON.stringify(version)} is no version of the capture format`);
  if (version > VERSION)
    throw new CaptureError(
      file,
      '/version',
      `this capture is of version ${version} of the format, this regscope reads versions up to ${VERSION}; a newer regscope wrote it`,
    );
  return upgrades.slice(version - 1).reduce((capture, step) => step(capture), parsed);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
