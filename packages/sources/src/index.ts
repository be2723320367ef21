export { hostFiles, type HostFiles } from './host-files.ts';
export { Hosts } from './hosts.ts';
export type { OwnedHost } from './owned-host.ts';
export { registersOf, type RegisterValues } from './snapshot.ts';
