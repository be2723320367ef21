// `ID_AA64ISAR0_EL1.AES=0`: what somebody types, as a plan.
import { catalogue } from '@regscope/catalogs';
import { misaddressed, stageBits, type Wish } from '@regscope/checks';
import { RegscopeError } from '@regscope/contract';
import {
  decodeFields,
  decodeId,
  deposit,
  isReserved,
  knownOf,
  maskOf,
  tooWide,
  widthOf,
  type Edit,
  type RegisterId,
  type Segment,
} from '@regscope/registers';
import { findByText, identify } from '../catalogued.ts';
import { readOf } from '../vm-values.ts';
import { nameWithId, type VmToEdit } from './vm-to-edit.ts';

/** Throws a RegscopeError (BAD_REQUEST, NO_SUCH_REGISTER, NO_SUCH_FIELD) that names the assignment. */
export function stageAssignments(assignments: readonly string[], vcpu: number | null, vm: VmToEdit): Edit[] {
  return assignments.reduce<Edit[]>((edits, text) => stageBits(edits, wishOf(text, vcpu, vm)), []);
}

function wishOf(text: string, vcpu: number | null, vm: VmToEdit): Wish {
  const at = text.indexOf('=');
  const [place, typed] = at < 0 ? [text, ''] : [text.slice(0, at).trim(), text.slice(at + 1).trim()];
  const { id, field } = placeOf(place, vm);
  const register = vm.find(id);
  if (register === undefined)
    throw new RegscopeError('NO_SUCH_REGISTER', `${vm.target.host}/${vm.target.vm} does not list ${nameWithId(id)}`, {
      assignment: text,
    });
  const wrong = misaddressed({ vcpu }, register);
  if (wrong !== undefined) throw new RegscopeError('BAD_REQUEST', `${text}: ${wrong.because}`, { assignment: text });
  const value = valueOf(typed, text);
  if (field !== undefined)
    return { register, vcpu, mask: maskOf(field), to: deposit(mustFit(value, field, text), field) };
  const because = tooWide(id, value);
  if (because !== undefined) throw new RegscopeError('BAD_REQUEST', `${text}: ${because}`, { assignment: text });
  return { register, vcpu, mask: (1n << BigInt(register.bits)) - 1n, to: value };
}

/** A name may hold a dot itself (`timer.time`), so that the whole is tried first. */
function placeOf(place: string, vm: VmToEdit): { id: RegisterId; field: readonly Segment[] | undefined } {
  // A line of words may hold an id, but nobody names a register to be changed that way.
  const whole = /\s/.test(place) ? undefined : findByText(place);
  if (whole !== undefined) return { id: whole, field: undefined };
  const dot = place.lastIndexOf('.');
  const id = dot < 0 || /\s/.test(place) ? undefined : findByText(place.slice(0, dot));
  if (id === undefined)
    throw new RegscopeError(
      'NO_SUCH_REGISTER',
      `${JSON.stringify(place)} is neither REGISTER nor REGISTER.FIELD, with a name, id or encoding of the register`,
      { assignment: place },
    );
  return { id, field: fieldOf(id, place.slice(dot + 1), vm) };
}

function fieldOf(id: RegisterId, name: string, { snapshot, find }: VmToEdit): readonly Segment[] {
  const known = catalogue(decodeId(id).arch);
  const details = known.details(id);
  const value = find(id)?.values[0] ?? 0n;
  const rows = details === undefined ? [] : decodeFields(details, value, knownOf(known, readOf(snapshot, 0)));
  const named = rows.filter(({ kind }) => !isReserved(kind));
  const found = named.find((row) => row.name.toLowerCase() === name.toLowerCase());
  if (found !== undefined) return found.segs;
  const fields =
    named.length === 0 ? 'it has none that regscope knows' : `it has ${named.map((row) => row.name).join(', ')}`;
  throw new RegscopeError('NO_SUCH_FIELD', `${identify(id).name} has no field ${JSON.stringify(name)}: ${fields}`, {
    register: identify(id).name,
    field: name,
  });
}

function valueOf(typed: string, assignment: string): bigint {
  if (/^(?:0[xX][0-9a-fA-F]{1,512}|0[bB][01]{1,2048}|\d{1,620})$/.test(typed)) return BigInt(typed);
  throw new RegscopeError('BAD_REQUEST', `${assignment}: a value is 0x…, 0b… or decimal, and not negative`, {
    assignment,
  });
}

function mustFit(value: bigint, field: readonly Segment[], assignment: string): bigint {
  const width = widthOf(field);
  if (value >> BigInt(width) === 0n) return value;
  throw new RegscopeError('BAD_REQUEST', `${assignment}: the field has ${width} ${width === 1 ? 'bit' : 'bits'}`, {
    assignment,
  });
}
