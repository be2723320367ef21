export { architectureVersion, type ArchitectureVersion } from './catalogue/architecture-version.ts';
export type {
  CatalogueData,
  CatalogueIndex,
  CatalogueLayouts,
  FeatureRows,
  IndexRow,
} from './catalogue/catalogue-data.ts';
export { createCatalogue, type Catalogue } from './catalogue/catalogue.ts';
export { featureAnswers, type FeatureAnswer } from './catalogue/feature-answers.ts';
export { knownOf, type ReadByName } from './catalogue/known-of.ts';
export type {
  CatalogueRegister,
  Field,
  FieldKind,
  FieldValue,
  Layout,
  Segment,
} from './catalogue/catalogue-register.ts';
export { isReserved, isUnexpected } from './catalogue/catalogue-register.ts';
export { evaluate, matchesPattern } from './catalogue/condition.ts';
export type { Answer, Comparison, Condition, FieldRef, Known } from './catalogue/condition.ts';
export { deposit, extract, maskOf, widthOf } from './catalogue/bits-of.ts';
export { decodeFields, type FieldRow } from './catalogue/decode-fields.ts';
export { fieldChoices, type FieldChoice } from './catalogue/field-choices.ts';
export { fillerNote } from './catalogue/filler-note.ts';
export { featuresOfField } from './catalogue/features-of-field.ts';
export { arm64SysregId, parseSysregEncoding, type SysregEncoding } from './arm64-id.ts';
export { asArch, decodeId, type Arch, type DecodedId } from './decode-id.ts';
export { findAnyRegister, findRegister } from './find-register.ts';
export { fromHex, hex, parseHex } from './hex.ts';
export {
  formatRegisterId,
  idFromHex,
  parseRegisterId,
  registerId,
  sizeInBytes,
  type RegisterId,
} from './register-id.ts';
export type { IdPart } from './register-name.ts';
export { inverse, MOST_EDITS, type Edit, type Plan, type PlannedWrite, type PlanTarget } from './plan.ts';
export { nameBits } from './name-bits.ts';
export { lackedRole, mayAct, roles, type Role } from './roles.ts';
export { fieldTooWide, tooWide } from './too-wide.ts';
export type { CatalogueScope, Evidence, Phase, Scope, ScopeKind } from './scope.ts';
export { unreachable } from './unreachable.ts';
export { readUintLE, writeUintLE } from './value.ts';
