export { crossCompiler } from './cross-compiler.ts';
export { defaultCache } from './default-cache.ts';
export { LabError, type LabErrorCode } from './lab-error.ts';
export { defaultLab, labName, parseLabName, type LabSpec } from './lab-name.ts';
export type { LabExit } from './machine.ts';
export type { PrepareOptions } from './prepare-options.ts';
export { savedLabs, type SavedLab } from './saved-state.ts';
export { writeAtomically } from './write-atomically.ts';
export { startLab, type LabOptions, type RunningLab } from './start-lab.ts';
