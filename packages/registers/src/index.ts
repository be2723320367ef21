export { arm64SysregId, parseSysregEncoding, type SysregEncoding } from './arm64-id.ts';
export { decodeId, type Arch, type DecodedId } from './decode-id.ts';
export { findRegister } from './find-register.ts';
export { hex, parseHex } from './hex.ts';
export { formatRegisterId, parseRegisterId, registerId, sizeInBytes, type RegisterId } from './register-id.ts';
export type { IdPart } from './register-name.ts';
export type { Evidence, Phase, Scope } from './scope.ts';
export { unreachable } from './unreachable.ts';
export { readUintLE, writeUintLE } from './value.ts';
