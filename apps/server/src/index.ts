export { MOST_BYTES } from '@regscope/captures';
export { hostFiles, type HostFiles } from '@regscope/sources';
export { inProcess, type InProcess } from './in-process.ts';
export { readRuntimeFiles, runtimeFolder } from './runtime-file.ts';
export { serve, type ServeOptions, type Serving } from './serve.ts';
