import type { Capture } from '@regscope/captures';
import { RecordedHost, readCaptureFile, summaryOf } from '@regscope/sources';

/** A file that is not kept, as the recorded host that it would be. Throws a RegscopeError of code BAD_CAPTURE. */
export function recordedFrom(bytes: Uint8Array, name: string): { host: RecordedHost; capture: Capture } {
  const capture = readCaptureFile(bytes, name);
  const summary = summaryOf({ name, kind: 'own', capture, bytes: bytes.length });
  return { host: new RecordedHost(summary, async () => capture), capture };
}
