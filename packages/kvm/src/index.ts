export { kvmOverAgent } from './agent.ts';
export { featureRows, offeredFeatures, type Feature, type FeatureRow } from './features.ts';
export { kvmOverFfi, type FfiFiles } from './ffi.ts';
export type { Kvm } from './kvm.ts';
export { KvmError, type KvmFailure } from './kvm-error.ts';
export { limitsOf, machineFor, type Limits } from './machine.ts';
export { PROTOCOL_VERSION } from './protocol.ts';
export type { Hello, Status, VcpuReading, VmReading } from './replies.ts';
export type { Machine, Write } from './requests.ts';
