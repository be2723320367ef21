import { CaptureError, readCapture, type Capture } from '@regscope/captures';
import { RegscopeError } from '@regscope/contract';

/** Throws a RegscopeError of code BAD_CAPTURE, with file and place, for bytes that are no capture. */
export function readCaptureFile(bytes: Uint8Array, file: string): Capture {
  try {
    return readCapture(bytes, file);
  } catch (error) {
    if (error instanceof CaptureError)
      throw new RegscopeError('BAD_CAPTURE', error.message, { file, place: error.place });
    throw error;
  }
}

export function badCapture(file: string, place: string, because: string): RegscopeError {
  return new RegscopeError('BAD_CAPTURE', new CaptureError(file, place, because).message, { file, place });
}
