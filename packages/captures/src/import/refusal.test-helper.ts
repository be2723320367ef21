import { describe, expect, test } from 'vitest';
import { CaptureError, importState } from '../index.ts';

/** What is wrong, the bytes, and a part of the error. */
export type Refusal = [what: string, bytes: Uint8Array, message: string];

/** Each is refused as the format that it was taken for, with the place and with what was expected there. */
export function expectRefusals(format: string, rows: readonly Refusal[]): void {
  describe(`${format} is refused`, () => {
    test.each(rows)('%s', (_, bytes, message) => {
      const error = refusalOf(bytes);
      expect(error).toBeInstanceOf(CaptureError);
      expect(String(error)).toMatch(/^CaptureError: vm[,:] /);
      expect(String(error)).toContain(message);
    });
  });
}

function refusalOf(bytes: Uint8Array): unknown {
  try {
    importState(bytes, 'vm');
  } catch (error) {
    return error;
  }
  return undefined;
}

export function asBytes(content: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(content);
}
