export { changesBetween, type Changes } from './changes-between.ts';
export { factsOf, type RegisterFacts } from './facts-of.ts';
export { isFrozenAfterStart, isWritable, mutabilityOf, type Amount, type Mutability } from './mutability-of.ts';
export { fieldScope, scopeOf, type ScopeSources } from './scope-of.ts';
