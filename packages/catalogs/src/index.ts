export { catalogue, type Catalogue } from './catalogue.ts';
export { features, type Feature } from './features.ts';
export { knownOf } from './known-of.ts';
export { resetFiller } from './reset-filler.ts';
export { safeValueRules, type SafeValueRule } from './safe-values.ts';
