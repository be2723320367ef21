import { gunzipSync } from 'node:zlib';
import { CaptureError, importCapture, MOST_BYTES, readCapture, type Capture } from '@regscope/captures';
import { RegscopeError } from '@regscope/contract';

/**
 * A file of any format that is known, also packed by gzip: captures as they are, files of other programs as what they tell. Throws a
 * RegscopeError of code BAD_CAPTURE, with file and place, for all others.
 */
export function readCaptureFile(bytes: Uint8Array, file: string): Capture {
  const made = { at: new Date().toISOString(), by: 'regscope' };
  return told(file, () => importCapture(unpacked(bytes, file), file, made));
}

/** A capture that regscope keeps, which is nothing else. */
export function readKeptCapture(bytes: Uint8Array, name: string): Capture {
  return told(name, () => readCapture(bytes, name));
}

export function badCapture(file: string, place: string, because: string): RegscopeError {
  return new RegscopeError('BAD_CAPTURE', new CaptureError(file, place, because).message, { file, place });
}

function told(file: string, read: () => Capture): Capture {
  try {
    return read();
  } catch (error) {
    if (error instanceof CaptureError)
      throw new RegscopeError('BAD_CAPTURE', error.message, { file, place: error.place });
    throw error;
  }
}

/** No more than a capture has comes out of it, however little went in. */
function unpacked(bytes: Uint8Array, file: string): Uint8Array {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  try {
    return gunzipSync(bytes, { maxOutputLength: MOST_BYTES });
  } catch (error) {
    const isLarge = (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE';
    const because = error instanceof Error ? error.message : String(error);
    throw new CaptureError(file, '', isLarge ? `unpacks to more than ${MOST_BYTES} bytes` : `gzip: ${because}`);
  }
}
