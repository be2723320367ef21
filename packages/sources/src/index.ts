export { hostFiles, type HostFiles } from './host-files.ts';
export { Hosts } from './hosts.ts';
export type { OwnedHost } from './owned-host.ts';
export type { RegisterValues } from './snapshot.ts';
export type { Probed, Snapshot, SourceHost } from './source-host.ts';
export type { CaptureStore } from './capture-store.ts';
export { summaryOf, type StoredCapture } from './capture-summary.ts';
export { probedIn } from './probed-like.ts';
export { takeCapture, type CaptureOptions } from './take-capture.ts';
export { readCaptureFile } from './read-capture-file.ts';
export { RecordedHost } from './recorded-host.ts';
export { applyWrites, tryOnScratch } from './edits/edit-vm.ts';
export type { CarriedOut, DoneWrite } from './edits/carried-out.ts';
export type { Moved } from './edits/readings.ts';
export type { TriedOut } from './edits/try-writes.ts';
// One process after the other, and whole files: what the server keeps beside the captures needs both as well.
export { withLock, writeAtomically } from '@regscope/lab';
