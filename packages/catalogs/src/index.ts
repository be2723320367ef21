export { catalogue, catalogueData } from './catalogue.ts';
export { catalogueScope } from './scopes.ts';
export { kvmMask, kvmRules, safeValueRules, type KvmMask, type SafeValueRule } from './safe-values.ts';
