import type { Edit, RegisterId } from '@regscope/registers';
import type { EditedRegister } from './judge-plan.ts';

/** What somebody wants in some bits of a register, in their places: a field, a bit, or all of it. `vcpu` null is all vCPUs. */
export type Wish = { register: EditedRegister; vcpu: number | null; mask: bigint; to: bigint };

/**
 * The edits with a wish added: one edit per register and vCPU. What is wished last wins, and bits that are wished back leave the plan. A
 * register that differs between vCPUs gets an edit for each, for they are made from other values.
 */
export function stageBits(edits: readonly Edit[], wish: Wish): Edit[] {
  const { id, scope, values } = wish.register;
  const isShared = scope === 'vm' || scope === 'host';
  const own = values.flatMap((value, vcpu) => {
    const isMeant = isShared || wish.vcpu === null || wish.vcpu === vcpu;
    return value === null ? [] : [stagedEdit(edits, { id, vcpu, value }, isMeant ? wish : undefined)];
  });
  const [first] = own;
  const isOne = isShared || own.every((edit) => first !== undefined && isSame(edit, first));
  const kept = isOne && first !== undefined ? [{ ...first, vcpu: null }] : own;
  return [...edits.filter((edit) => edit.id !== id), ...kept.filter(({ mask }) => mask !== 0n)];
}

/** What a vCPU would hold with the edits made. */
export function stagedValue(edits: readonly Edit[], at: { id: RegisterId; vcpu: number }, value: bigint): bigint {
  return editsOf(edits, at).reduce((held, { mask, to }) => (held & ~mask) | to, value);
}

const nothing = { mask: 0n, from: 0n, to: 0n };

type Place = { id: RegisterId; vcpu: number; value: bigint };

/** All that is staged for one vCPU, as one edit of what it holds now. */
function stagedEdit(edits: readonly Edit[], { id, vcpu, value }: Place, wish: Wish | undefined): Edit {
  const earlier = editsOf(edits, { id, vcpu }).reduce((mask, edit) => mask | edit.mask, 0n);
  const staged = stagedValue(edits, { id, vcpu }, value);
  const mask = wish === undefined ? earlier : wishedMask(earlier, value, wish);
  const wanted = wish === undefined ? staged : (staged & ~wish.mask) | (wish.to & wish.mask);
  // Wishes for parts of a field may add up to what was there.
  return ((value ^ wanted) & mask) === 0n
    ? { id, vcpu, ...nothing }
    : { id, vcpu, mask, from: value & mask, to: wanted & mask };
}

function wishedMask(earlier: bigint, value: bigint, { mask, to }: Wish): bigint {
  const isBack = ((value ^ to) & mask) === 0n;
  return isBack ? earlier & ~mask : earlier | mask;
}

function editsOf(edits: readonly Edit[], at: { id: RegisterId; vcpu: number }): Edit[] {
  return edits.filter(({ id, vcpu }) => id === at.id && (vcpu === null || vcpu === at.vcpu));
}

function isSame(a: Edit, b: Edit): boolean {
  return a.mask === b.mask && a.from === b.from && a.to === b.to;
}
