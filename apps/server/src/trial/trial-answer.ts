// What became of a trial, for the wire.
import { catalogue } from '@regscope/catalogs';
import type { TrialAnswer, TryState } from '@regscope/contract';
import { decodeId, hex, sizeInBytes, type ReadByName, type RegisterId } from '@regscope/registers';
import { findingsOf, type Findings, type Loaded, type Snapshot, type StateToLoad } from '@regscope/sources';
import { identify } from '../catalogued.ts';
import { readOf } from '../vm-values.ts';
import { becauseOf } from './because-of.ts';
import { fieldsBetween } from './fields-between.ts';

/** What was tried, and what it was read from. */
type Tried = { vmm: TryState['vmm']; state: StateToLoad; snapshot: Snapshot };

export function trialAnswer(loaded: Loaded, { vmm, state, snapshot }: Tried): TrialAnswer {
  const { host, kernel, cpu, features, run, ms, vcpus, vcpusWanted } = loaded;
  const findings = findingsOf(loaded);
  const { failed, changed } = findings;
  const between = fieldsOn(loaded, snapshot);
  return {
    loaded: failed.length === 0 && features.lacking.length === 0 && vcpus.length === vcpusWanted,
    vmm,
    from: {
      name: state.name,
      arch: state.arch,
      kernel: snapshot.kernel,
      cpu: snapshot.cpu,
      vcpus: state.vcpus,
      registers: state.registers.length,
    },
    host,
    kernel,
    cpu,
    vcpus: vcpus.length,
    features,
    same: sameOf(loaded, findings),
    failed: failed.map((one) => ({
      ...rowOf(one),
      class: identify(one.id).class,
      value: hex(one.want),
      errno: one.errno,
      listed: one.listed,
      keeps: hexOrNull(one.keeps),
      fields: one.keeps === null ? [] : between(one, { want: one.want, got: one.keeps }),
      because: becauseOf(one),
    })),
    already: findings.already.map((one) => ({ ...rowOf(one), value: hex(one.want), errno: one.errno })),
    changed: changed.map((one) => ({
      ...rowOf(one),
      want: hex(one.want),
      got: hex(one.got),
      mask: hex(one.mask),
      fields: between(one, one),
    })),
    hidden: findings.hidden.map((one) => ({ ...rowOf(one), value: hex(one.want), errno: one.errno })),
    missing: findings.missing.map((one) => ({ ...rowOf(one), value: hexOrNull(one.keeps) })),
    unwritten: findings.unwritten.map((one) => ({
      ...rowOf(one),
      because: one.because,
      keeps: hexOrNull(one.keeps),
    })),
    run,
    scope: 'registers only',
    ms,
  };
}

type Found = { id: RegisterId; vcpus: number[] };

function rowOf({ id, vcpus }: Found) {
  return { id: hex(id), name: identify(id).name, vcpus };
}

function hexOrNull(value: bigint | null): string | null {
  return value === null ? null : hex(value);
}

function sameOf({ vcpus }: Loaded, { failed, changed, hidden }: Findings): number {
  const written = vcpus.flatMap(({ attempts }) => attempts.filter(({ want }) => want !== null).map(({ id }) => id));
  const otherwise = new Set([...failed, ...changed, ...hidden].map(({ id }) => id));
  return [...new Set(written)].filter((id) => !otherwise.has(id)).length;
}

/** Fields as the first vCPU of a finding has them, with its own registers around on either side. */
function fieldsOn(loaded: Loaded, snapshot: Snapshot) {
  const around = new Map<number, { want: ReadByName; got: ReadByName }>();
  const readsOf = (vcpu: number) => {
    const reads = around.get(vcpu) ?? { want: readOf(snapshot, vcpu), got: heldBy(loaded, vcpu) };
    around.set(vcpu, reads);
    return reads;
  };
  return ({ id, vcpus: [vcpu = 0] }: Found, { want, got }: { want: bigint; got: bigint }) => {
    if ((sizeInBytes(id) ?? 0) > 8) return [];
    const reads = readsOf(vcpu);
    return fieldsBetween({ id, mask: want ^ got }, { value: want, read: reads.want }, { value: got, read: reads.got });
  };
}

function heldBy({ vcpus }: Loaded, vcpu: number): ReadByName {
  const { attempts = [] } = vcpus[vcpu] ?? {};
  const held = new Map(attempts.map(({ id, got }) => [id, got ?? undefined]));
  const [first] = attempts;
  const { find } = catalogue(first === undefined ? 'unknown' : decodeId(first.id).arch);
  return (name) => {
    const id = find(name);
    return id === undefined ? undefined : held.get(id);
  };
}
