/** What a claim rests on. `probed`: found by doing, on this very kernel. `catalogue`: known from the kernel's source, which `citation` names. */
export type Evidence = { kind: 'probed' } | { kind: 'catalogue'; citation: string };

/** Whose state a register is: the whole VM's, one vCPU's, part and part, or nobody's (the host answers and stores nothing). */
export type Scope =
  | { kind: 'vm' | 'vcpu' | 'mixed' | 'host'; evidence: Evidence }
  | { kind: 'unknown'; because: string };

/** Where a VM stands: initialised and never run, run at least once, or no longer there. */
export type Phase = 'new' | 'started' | 'gone';
