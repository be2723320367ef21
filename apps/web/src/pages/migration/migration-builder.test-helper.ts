import type { RoundTripAnswer, TrialAnswer, VerdictSide, VerdictSum, WireFinding } from '@regscope/contract';
import type { Cell } from './cell-words.ts';

/** What a cell says of one way, from its answer and what matters. */
export function sumOf(verdict: VerdictSum['verdict'], what: Partial<VerdictSum> = {}): VerdictSum {
  return { verdict, because: '', stops: 0, differs: 0, first: [], ...what };
}

export function cellOf(there: VerdictSum, what: Partial<Cell> = {}): Cell {
  return { there, back: null, amend: 0, after: null, ...what };
}

/** `6.12 max` is a host of that kernel and that CPU. */
export function sideOf(text: string): VerdictSide {
  const [kernel = '', cpu = ''] = text.split(' ');
  return { name: `${kernel}-${cpu}/1`, kernel, cpu, probed: null };
}

/** A finding about the register of that name, which is its id too. */
export function findingOf(name: string, what: Partial<WireFinding>): WireFinding {
  return {
    kind: 'refused',
    weight: 'note',
    id: name,
    name,
    class: 'sysreg',
    field: null,
    fields: [],
    vcpus: [0],
    value: '0x1',
    mask: '0x1',
    got: null,
    errno: null,
    because: 'so',
    remedy: null,
    amend: [],
    evidence: 'probed',
    ...what,
  };
}

export function trialOf(what: Partial<TrialAnswer>): TrialAnswer {
  return {
    loaded: true,
    vmm: 'kvm',
    host: 'lab:6.12:max',
    kernel: '6.12.95',
    cpu: 'max',
    vcpus: 2,
    same: 360,
    ms: 12,
    from: { name: 'a/1', arch: 'arm64', kernel: '7.3.4', cpu: 'max', vcpus: 2, registers: 366 },
    features: { wanted: [], given: [], lacking: [] },
    failed: [],
    already: [],
    changed: [],
    hidden: [],
    missing: [],
    unwritten: [],
    run: null,
    scope: 'registers only',
    ...what,
  };
}

export function answerOf(what: Partial<RoundTripAnswer>): RoundTripAnswer {
  return {
    vmm: 'kvm',
    version: null,
    from: sideOf('7.3 max'),
    to: sideOf('6.12 max'),
    features: { wanted: ['psci'], inferred: false, lacking: [] },
    there: { verdict: 'loads', because: '', findings: [] },
    back: null,
    amend: [],
    assignments: [],
    plan: '',
    after: null,
    scope: 'registers only',
    limits: ['guest memory'],
    ...what,
  };
}
