export { catalogue, catalogueData } from './catalogue.ts';
export { safeValueRules, type SafeValueRule } from './safe-values.ts';
