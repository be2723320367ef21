export { hostFiles, type HostFiles } from './host-files.ts';
export { Hosts } from './hosts.ts';
export type { OwnedHost } from './owned-host.ts';
export type { RegisterValues } from './snapshot.ts';
export type { Probed, Snapshot, SourceHost } from './source-host.ts';
export { CaptureStore, type StoredCapture } from './capture-store.ts';
export { takeCapture, type CaptureOptions } from './take-capture.ts';
export { readCaptureFile } from './read-capture-file.ts';
export { RecordedHost } from './recorded-host.ts';
