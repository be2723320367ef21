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
export {
  placeName,
  type BaselineSheet,
  type Exported,
  type SheetField,
  type SheetRegister,
} from './export/baseline-sheet.ts';
export { firecrackerTemplate } from './export/firecracker.ts';
export { baselinePlan } from './export/plan.ts';
export { qemuProperties } from './export/qemu.ts';
export { baselineCsv, baselineMarkdown } from './export/tables.ts';
