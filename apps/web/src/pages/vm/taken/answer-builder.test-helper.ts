// What hosts answer, for tests: what a test does not speak of has a plain value.
import type { RegistersAnswer } from '@regscope/contract';
import type { Against } from './taken.ts';

export function againstOf(target: number, against: Partial<Against> = {}): Against {
  return { target, kind: 'refused', errno: 'EINVAL', fields: [], because: 'it is so', remedy: null, ...against };
}

type Sum = Partial<RegistersAnswer['targets'][number]['sum']>;

/** Hosts by name with what is said of them, registers by id. */
export function answerOf(hosts: Record<string, Sum>, registers: Record<string, Against[]>): RegistersAnswer {
  const usual = { verdict: 'loads' as const, because: '', stops: 0, differs: 0, first: [] };
  return {
    targets: Object.entries(hosts).map(([name, sum]) => ({
      name,
      kernel: '6.12',
      cpu: null,
      sum: { ...usual, ...sum },
    })),
    registers: Object.entries(registers).map(([id, against]) => ({ id, against })),
    limits: ['guest memory'],
  };
}
