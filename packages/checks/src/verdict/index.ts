export { amended } from './amended.ts';
export type { Amendment, Finding, Remedy, Verdict, Weight } from './finding.ts';
export type { Restorer } from './rule-sets.ts';
export { roundTrip, type RoundTrip } from './round-trip.ts';
export { verdictOf, type Journey } from './verdict-of.ts';
export { limits } from './limits.ts';
export { fieldNames, nameOfBits } from './names.ts';
