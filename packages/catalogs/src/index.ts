export { catalogue, catalogueData } from './catalogue.ts';
export { catalogueScope } from './scopes.ts';
export { featuresOf } from './features-of.ts';
export { guestRules, kvmMask, type KvmMask, type SafeValueRule } from './safe-values.ts';
export { volatileBits, type Volatile } from './volatile.ts';
export { writeRank } from './write-order.ts';
