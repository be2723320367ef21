import type { RegisterId } from '@regscope/registers';
import type { Rule, ScratchVm } from '../scratch-vm.ts';
import { cacheLevels } from './caches.ts';
import { spectreV4Level } from './firmware.ts';
import { counterNumber, pairOfOneState } from './pmu.ts';
import { mode } from './pstate.ts';
import { vectorLengths, vectors } from './vectors.ts';

const rules: readonly Rule[] = [
  vectorLengths,
  vectors,
  mode,
  cacheLevels,
  counterNumber,
  spectreV4Level,
  pairOfOneState,
];

/** Undefined for most registers: what was probed of their bits and fields says all. */
export function ruleOf(vm: ScratchVm, id: RegisterId): Rule | undefined {
  return rules.find(({ is }) => is(id, vm));
}
