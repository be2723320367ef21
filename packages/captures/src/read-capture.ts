import { Compile } from 'typebox/compile';
import { CaptureError } from './capture-error.ts';
import { checkCapture } from './check-capture.ts';
import { Capture, VERSION } from './format.ts';
import { placeOf, repeatedKey, tooDeep, type Trouble } from './json-text.ts';
import { upgrade } from './upgrade.ts';

/** A profile of a large host has about 3 MB. */
export const MOST_BYTES = 32 << 20;
const MOST_LEVELS = 12;

/**
 * Reads a capture of any version. `file` is what errors call it. Throws a CaptureError that names the file, the place and the reason;
 * there is no half of a result.
 */
export function readCapture(bytes: Uint8Array, file: string): Capture {
  const text = textOf(bytes, file);
  const parsed = upgrade(parse(text, file), file);
  if (!checker.Check(parsed)) throw misfit(parsed, file);
  checkCapture(parsed, file);
  return parsed;
}

const checker = Compile(Capture);

function textOf(bytes: Uint8Array, file: string): string {
  if (bytes.length > MOST_BYTES)
    throw new CaptureError(file, '', `${bytes.length} bytes; a capture has at most ${MOST_BYTES}`);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new CaptureError(file, '', 'not UTF-8 text');
  }
}

function parse(text: string, file: string): unknown {
  const stop = (trouble: Trouble | undefined): void => {
    if (trouble !== undefined) throw new CaptureError(file, placeOf(text, trouble.at), trouble.because);
  };
  stop(tooDeep(text, MOST_LEVELS));
  const parsed = parseJson(text, file);
  stop(repeatedKey(text));
  return parsed;
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const because = error instanceof Error ? error.message : String(error);
    throw new CaptureError(file, '', `not JSON: ${because}`);
  }
}

/** The deepest of the first complaints: of a union, every branch complains. */
function misfit(parsed: unknown, file: string): CaptureError {
  const [first] = checker.Errors(parsed).toSorted((a, b) => depth(b.instancePath) - depth(a.instancePath));
  const because = first?.keyword === 'boolean' ? `version ${VERSION} of the format has no such key` : first?.message;
  return new CaptureError(file, first?.instancePath ?? '', because ?? 'does not fit the format');
}

function depth(path: string): number {
  return path.split('/').length;
}
