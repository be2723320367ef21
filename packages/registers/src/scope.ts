/** Whose state a register is: the whole VM's, one vCPU's, part and part, or nobody's (the host answers and stores nothing). */
export type ScopeKind = 'vm' | 'vcpu' | 'mixed' | 'host';

/**
 * What a claim rests on. `kernel`: the kernel that `where` names says so itself. `probed`: found by doing, on the kernel that `where` names.
 * `catalogue`: known from the kernel's source, which is cited.
 */
export type Evidence =
  | { kind: 'kernel'; where: string }
  | { kind: 'probed'; where: string }
  | { kind: 'catalogue'; citation: string };

export type Scope = { kind: ScopeKind; evidence: Evidence } | { kind: 'unknown'; because: string };

/** What the kernel's source says of a register's scope. `fields`: those whose scope is not that of the rest. */
export type CatalogueScope = {
  kind: ScopeKind;
  citation: string;
  fields?: Readonly<Record<string, Exclude<ScopeKind, 'mixed'>>>;
};

/** Where a VM stands: initialised and never run, run at least once, or no longer there. `unknown`: an imported file does not tell. */
export type Phase = 'new' | 'started' | 'gone' | 'unknown';
