// What the kernel made of a plan, for the wire and in a sentence.
import { wirePlan, type PlanOutcome } from '@regscope/contract';
import { formatRegisterId, hex, type Plan } from '@regscope/registers';
import type { CarriedOut, DoneWrite, Moved } from '@regscope/sources';
import { identify } from '../catalogued.ts';
import { planId } from './plan-report.ts';
import { nameWithId } from './vm-to-edit.ts';

type About = { attempt: string; plan: Plan; undo: Plan | null; notes: string[]; ms: number };

export function planOutcome(done: CarriedOut, { attempt, plan, undo, notes, ms }: About): PlanOutcome {
  return {
    plan: planId(plan),
    attempt,
    outcome: done.outcome,
    message: sentenceOf(done),
    writes: done.writes.map(wireWrite),
    moved: done.moved.map(wireMoved),
    notes,
    ms: Math.round(ms * 10) / 10,
    undo: undo === null ? null : wirePlan(undo),
  };
}

function wireWrite({ id, through, old, value, did, stored, errno }: DoneWrite): PlanOutcome['writes'][number] {
  const name = identify(id).name;
  return { id: hex(id), name, through, old: hex(old), new: hex(value), did, stored: hexOrNull(stored), errno };
}

function wireMoved({ id, vcpu, old, new: now }: Moved): PlanOutcome['moved'][number] {
  return { id: hex(id), name: identify(id).name, vcpu, old: hexOrNull(old), new: hexOrNull(now) };
}

function hexOrNull(value: bigint | null): string | null {
  return value === null ? null : hex(value);
}

/** What support asks for: register, value, ioctl, errno, and what is where now. */
export function sentenceOf({ outcome, writes, moved, failed }: CarriedOut): string {
  const why = [...new Set(failed.filter(({ did }) => did !== 'not tried').map(whyNot))]
    .map((text) => `${text}${vcpusOf(failed, text)}`)
    .join('; ');
  switch (outcome) {
    case 'applied':
      return `${count(writes.length, 'write')} made and read back`;
    case 'refused':
      return `${why}. Nothing was changed`;
    case 'rolled back':
      return `${why}. The old values are back`;
    case 'partly':
      return `${why}. Not all old values could be put back: ${notBack(writes, moved)}`;
    default:
      return outcome satisfies never;
  }
}

function whyNot({ id, value, did, errno, stored }: DoneWrite): string {
  const asked = `KVM_SET_ONE_REG of ${nameWithId(id)} to ${hex(value)}`;
  if (did === 'refused') return `${asked} gave ${errno}`;
  return `${asked} gave 0, but ${stored === null ? 'it cannot be read any more' : `it then held ${hex(stored)}`}`;
}

/** The same of many vCPUs is said once. */
function vcpusOf(failed: readonly DoneWrite[], text: string): string {
  const vcpus = failed
    .filter((write) => write.did !== 'not tried' && whyNot(write) === text)
    .map((write) => write.through);
  return vcpus.length > 1 ? ` through ${vcpus.length} vCPUs` : vcpus[0] === 0 ? '' : ` through vCPU ${vcpus[0]}`;
}

function notBack(writes: readonly DoneWrite[], moved: readonly Moved[]): string {
  const own = writes
    .filter(({ did }) => did === 'not put back')
    .map(({ id, old, stored, through: vcpu }) => ({ id, vcpu, old, new: stored }));
  const all = [...own, ...moved].map(
    ({ id, vcpu, old, new: now }) =>
      `${nameWithId(id)} of vCPU ${vcpu} was ${hexOrNull(old) ?? 'not there'} and is ${hexOrNull(now) ?? 'gone'}`,
  );
  return [...all.slice(0, MOST_NAMED), ...(all.length > MOST_NAMED ? [`${all.length - MOST_NAMED} more`] : [])].join(
    '; ',
  );
}

const MOST_NAMED = 10;

function count(n: number, what: string): string {
  return `${n} ${what}${n === 1 ? '' : 's'}`;
}

/** For a trial: in which registers the scratch VM is another one. */
export function unlikeNotes(unlike: readonly Moved[]): string[] {
  if (unlike.length === 0) return [];
  const names = [...new Set(unlike.map(({ id }) => `${identify(id).name} (${formatRegisterId(id)})`))];
  return [`The scratch VM could not be made like this one in ${names.join(', ')}: it may answer otherwise.`];
}
