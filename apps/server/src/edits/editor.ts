// Trying, applying and taking back plans: judged, recorded before and after, carried out, and told to everybody who looks.
import { randomUUID } from 'node:crypto';
import { judgePlan, plannedWrites } from '@regscope/checks';
import type { PlanOutcome, Who } from '@regscope/contract';
import { inverse, type Plan, type PlannedWrite } from '@regscope/registers';
import { applyWrites, tryOnScratch, type Hosts, type VmAccess } from '@regscope/sources';
import type { AuditLog } from '../audit/audit-log.ts';
import { attemptEntry, type Work } from './audit-entries.ts';
import { mustBeAllowed, mustFit } from './must-fit.ts';
import { planOutcome, unlikeNotes } from './plan-outcome.ts';
import { planThatUndoes } from './plan-that-undoes.ts';
import { recorded, type Done } from './recorded.ts';
import { vmToEdit, type VmToEdit } from './vm-to-edit.ts';

type Order = { who: Who; host: string; vm: string };
/** Who wants it done, to which VM, and what it holds. */
type Scene = { who: Who; access: VmAccess; vm: VmToEdit };
type Making = Work & { plan: Plan; carryOut: (access: VmAccess, writes: readonly PlannedWrite[]) => Promise<Done> };

export class Editor {
  readonly #hosts: Hosts;
  readonly #audit: AuditLog;

  constructor({ hosts, audit }: { hosts: Hosts; audit: AuditLog }) {
    this.#hosts = hosts;
    this.#audit = audit;
  }

  /** On a scratch VM of the same shape; the VM itself is only read. Throws as `apply` does. */
  async try(order: Order, plan: Plan): Promise<PlanOutcome> {
    return this.#alone(order, async (scene) =>
      this.#make(scene, { plan, action: 'try', undoes: null, carryOut: tried }),
    );
  }

  /** Throws a RegscopeError (VM_STARTED, NOT_ALLOWED, PLAN_STALE, PLAN_REFUSED, AUDIT_FAILED), and then nothing was written. */
  async apply(order: Order, plan: Plan): Promise<PlanOutcome> {
    return this.#alone(order, async (scene) =>
      this.#make(scene, { plan, action: 'apply', undoes: null, carryOut: applied }),
    );
  }

  /** By the plan that is the inverse of what was applied; it is judged like any other. */
  async undo(order: Order, attempt: string): Promise<PlanOutcome> {
    return this.#alone(order, async (scene) => {
      const plan = await planThatUndoes(this.#audit, scene.vm, attempt);
      return this.#make(scene, { plan, action: 'undo', undoes: attempt, carryOut: applied });
    });
  }

  /** The VM is read once nobody else changes it any more. */
  async #alone({ who, host, vm: name }: Order, work: (scene: Scene) => Promise<PlanOutcome>): Promise<PlanOutcome> {
    const access = await this.#hosts.editable(host, name);
    return access.alone(async () => {
      mustBeAllowed(await access.vm(), who);
      return work({ who, access, vm: await vmToEdit(this.#hosts, await access.snapshot()) });
    });
  }

  async #make({ who, access, vm }: Scene, making: Making): Promise<PlanOutcome> {
    const { plan, action, carryOut } = making;
    mustFit(judgePlan(plan, vm.target, vm.find));
    const writes = plannedWrites(plan.edits, vm.find);
    const attempt = randomUUID();
    const began = performance.now();
    const entry = attemptEntry(who, vm, { attempt, plan, writes, work: making });
    const announce = (): void => this.#hosts.announce({ what: 'registers', host: access.host, vm: access.name });
    const done = await recorded(this.#audit, entry, () =>
      // Also after a failure in the middle: what was written before is there.
      action === 'try' ? carryOut(access, writes) : carryOut(access, writes).finally(announce),
    );
    const undo = action !== 'try' && done.outcome === 'applied' ? inverse(plan) : null;
    return planOutcome(done, { attempt, plan, undo, notes: done.notes, ms: performance.now() - began });
  }
}

const tried: Making['carryOut'] = async (access, writes) => {
  const { unlike, doubts, ...done } = await tryOnScratch(access, writes);
  return { ...done, notes: [...doubts, ...unlikeNotes(unlike)] };
};

const applied: Making['carryOut'] = async (access, writes) => ({ ...(await applyWrites(access, writes)), notes: [] });
