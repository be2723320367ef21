export { createClient, type Client, type Fetch } from './client.ts';
export { codes, isErrorCode, type ErrorCode } from './codes.ts';
export { featureMatrix, hasAnswer, isDiffering, isNamed, type FeatureCell, type FeatureRow } from './feature-matrix.ts';
export { defaultLabHost, isLabHostPart, labHostName, labTraits, type LabHostParts } from './lab-host-name.ts';
export { paths } from './paths.ts';
export { decodedAnswer, mustFit, registerRow, type Identity, type SaidOf } from './register-codec.ts';
export { RegscopeError, type ErrorDetails } from './regscope-error.ts';
export * from './capture-wire.ts';
export * from './wire.ts';
