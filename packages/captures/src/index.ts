export { CaptureError } from './capture-error.ts';
export { VERSION, FORMAT } from './format.ts';
export type { Capture, CapturedRegister, Flips, Imported, Probe, ProbedRegister, ProbedShape } from './format.ts';
export { MOST_BYTES, readCapture } from './read-capture.ts';
export { showCapture } from './show-capture.ts';
export { writeCapture } from './write-capture.ts';
export { importCapture, importState } from './import/import-state.ts';
export { ImportError } from './import/import-error.ts';
export type {
  Claim,
  ImportedRegister,
  ImportedState,
  KnownArch,
  Origin,
  PartialValue,
  Unknown,
} from './import/imported-state.ts';
