// Trying, applying and taking back plans: judged, recorded before and after, carried out, and told to everybody who looks.
import { randomUUID } from 'node:crypto';
import { judgePlan, mayEdit, plannedWrites, type Refusal } from '@regscope/checks';
import { RegscopeError, type AuditAttempt, type AuditResult, type PlanOutcome, type Who } from '@regscope/contract';
import { hex, inverse, type Plan, type PlannedWrite } from '@regscope/registers';
import { applyWrites, tryOnScratch, type CarriedOut, type Hosts, type OwnedHost } from '@regscope/sources';
import type { AuditLog } from '../audit/audit-log.ts';
import { identify } from '../catalogued.ts';
import { planId } from './plan-report.ts';
import { planOutcome, sentenceOf, unlikeNotes } from './plan-outcome.ts';
import { planThatUndoes } from './plan-that-undoes.ts';
import { nameWithId, vmToEdit, type VmToEdit } from './vm-to-edit.ts';

type Order = { who: Who; host: string; vm: string };
/** Who wants it done, where, and what the VM holds. */
type Scene = { order: Order; host: OwnedHost; vm: VmToEdit };
type Work = {
  action: AuditAttempt['action'];
  undoes: string | null;
  carryOut: (host: OwnedHost, writes: readonly PlannedWrite[]) => Promise<Done>;
};
type Done = CarriedOut & { notes: string[] };

export class Editor {
  readonly #hosts: Hosts;
  readonly #audit: AuditLog;

  constructor({ hosts, audit }: { hosts: Hosts; audit: AuditLog }) {
    this.#hosts = hosts;
    this.#audit = audit;
  }

  /** On a scratch VM of the same shape; the VM itself is only read. Throws as `apply` does. */
  async try(order: Order, plan: Plan): Promise<PlanOutcome> {
    const carryOut: Work['carryOut'] = async (host, writes) => {
      const { unlike, ...done } = await tryOnScratch(host, order.vm, writes);
      return { ...done, notes: unlikeNotes(unlike) };
    };
    return this.#alone(order, async (scene) => this.#make(scene, { plan, action: 'try', undoes: null, carryOut }));
  }

  /** Throws a RegscopeError (VM_STARTED, NOT_ALLOWED, PLAN_STALE, PLAN_REFUSED, AUDIT_FAILED), and then nothing was written. */
  async apply(order: Order, plan: Plan): Promise<PlanOutcome> {
    return this.#alone(order, async (scene) => this.#make(scene, { plan, ...applying(order, null) }));
  }

  /** By the plan that is the inverse of what was applied; it is judged like any other. */
  async undo(order: Order, attempt: string): Promise<PlanOutcome> {
    return this.#alone(order, async (scene) => {
      const plan = await planThatUndoes(this.#audit, scene.vm, attempt);
      return this.#make(scene, { plan, ...applying(order, attempt) });
    });
  }

  /** The VM is read once nobody else changes it any more. */
  async #alone(order: Order, work: (scene: Scene) => Promise<PlanOutcome>): Promise<PlanOutcome> {
    const host = await this.#hosts.live(order.host);
    return host.alone(order.vm, async () => {
      mustBeAllowed(order, host);
      return work({ order, host, vm: await vmToEdit(this.#hosts, host, order.vm) });
    });
  }

  async #make({ order, host, vm }: Scene, { plan, ...work }: Work & { plan: Plan }): Promise<PlanOutcome> {
    mustFit(judgePlan(plan, vm.target, vm.find));
    const writes = plannedWrites(plan.edits, vm.find);
    const attempt = randomUUID();
    const began = performance.now();
    await this.#audit.attempt(attemptEntry(order.who, vm, { attempt, plan, writes, work }));
    const done = await this.#carriedOut(attempt, () => work.carryOut(host, writes));
    if (work.action !== 'try') this.#hosts.announce({ what: 'registers', host: host.name, vm: order.vm });
    const unrecorded = await this.#record(resultEntry(attempt, done));
    const undo = work.action !== 'try' && done.outcome === 'applied' ? inverse(plan) : null;
    const notes = [...done.notes, ...unrecorded];
    return planOutcome(done, { attempt, plan, undo, notes, ms: performance.now() - began });
  }

  /** A host that ends in the middle takes its VMs along: the log says that nobody knows, and the error goes on. */
  async #carriedOut(attempt: string, work: () => Promise<Done>): Promise<Done> {
    try {
      return await work();
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      await this.#record({ kind: 'result', attempt, outcome: 'unknown', message, writes: [] });
      throw error;
    }
  }

  /** What was done is done, and is told as it is: that the log could not take it is told beside it. */
  async #record(result: AuditResult): Promise<string[]> {
    try {
      await this.#audit.result(result);
      return [];
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      return [`The result is not in the audit log, which has the attempt alone: ${message}.`];
    }
  }
}

function applying({ vm }: Order, undoes: string | null): Work {
  const carryOut: Work['carryOut'] = async (host, writes) => ({ ...(await applyWrites(host, vm, writes)), notes: [] });
  return { action: undoes === null ? 'apply' : 'undo', undoes, carryOut };
}

function mustBeAllowed({ who, host, vm }: Order, owner: OwnedHost): void {
  const permission = mayEdit(owner.vm(vm), who.role);
  if (permission.ok) return;
  throw new RegscopeError(permission.code, `${host}/${vm} is not changed: ${permission.because}`, { host, vm });
}

/** What went stale is told apart from what was never right: the one is staged again, the other corrected. */
function mustFit(refusals: readonly Refusal[]): void {
  if (refusals.length === 0) return;
  const isStale = refusals.every(({ code }) => code === 'STALE' || code === 'OTHER_VM' || code === 'NOT_LISTED');
  const lines = refusals.map(
    ({ edit, id, because }) => `${edit === null || id === null ? '' : `${nameWithId(id)}: `}${because}`,
  );
  throw new RegscopeError(
    isStale ? 'PLAN_STALE' : 'PLAN_REFUSED',
    `nothing was changed: ${lines[0]}${lines.length > 1 ? `, and ${lines.length - 1} more` : ''}`,
    {
      refusals: lines,
      codes: [...new Set(refusals.map(({ code }) => code))],
    },
  );
}

type Attempt = { attempt: string; plan: Plan; writes: readonly PlannedWrite[]; work: Work };

function attemptEntry(who: Who, { target }: VmToEdit, { attempt, plan, writes, work }: Attempt): AuditAttempt {
  const { action, undoes } = work;
  return {
    kind: 'attempt',
    attempt,
    action,
    who,
    host: target.host,
    vm: target.vm,
    createdAt: target.createdAt,
    plan: planId(plan),
    undoes,
    writes: writes.map(auditWrite),
  };
}

function auditWrite({ id, through, seenBy, old, value, mask }: PlannedWrite): AuditAttempt['writes'][number] {
  return {
    id: hex(id),
    name: identify(id).name,
    vcpu: through,
    shared: seenBy === null,
    mask: hex(mask),
    old: hex(old),
    new: hex(value),
  };
}

function resultEntry(attempt: string, done: CarriedOut) {
  const writes = done.writes.map((write) => ({
    ...auditWrite(write),
    stored: write.stored === null ? null : hex(write.stored),
    errno: write.errno,
  }));
  return { kind: 'result' as const, attempt, outcome: done.outcome, message: sentenceOf(done), writes };
}
