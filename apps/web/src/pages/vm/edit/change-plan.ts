// What the controls of the page do to a plan, in terms of the one rule that stages bits.
import { stageBits, stagedValue, type EditedRegister, type FindRegister, type Wish } from '@regscope/checks/edits';
import { maskOf, type Edit, type Segment } from '@regscope/registers';

type Fields = readonly { segs: readonly Segment[] }[];
type Place = Pick<Wish, 'register' | 'vcpu'>;

/** The plan with a register's value set anew, by a bit or as a whole: each field that is not what it was becomes a wish, for a field is compared as a whole. */
export function stageWhole(edits: readonly Edit[], { at, was, to, fields }: WholeWish): readonly Edit[] {
  const masks = fields.map(({ segs }) => maskOf(segs)).filter((mask) => ((was ^ to) & mask) !== 0n);
  const unnamed = (was ^ to) & ~masks.reduce((all, mask) => all | mask, 0n);
  const wanted = unnamed === 0n ? masks : [...masks, unnamed];
  return wanted.reduce<readonly Edit[]>((kept, mask) => stageBits(kept, { ...at, mask, to: to & mask }), edits);
}

type WholeWish = { at: Place; was: bigint; to: bigint; fields: Fields };

/** The plan without changes of some bits: each vCPU keeps what it holds there. */
export function dropBits(edits: readonly Edit[], { register, vcpu, mask }: Place & { mask: bigint }): readonly Edit[] {
  return register.values.reduce<readonly Edit[]>(
    (kept, value, n) =>
      value === null || (vcpu !== null && vcpu !== n)
        ? kept
        : stageBits(kept, { register, vcpu: n, mask, to: value & mask }),
    edits,
  );
}

/** The same wishes, made from what the registers hold now. What cannot be made again stays as it is, for the judge to name it. */
export function restage(edits: readonly Edit[], find: FindRegister): readonly Edit[] {
  return edits.reduce<readonly Edit[]>((kept, edit) => {
    const register = find(edit.id);
    const meant = edit.vcpu === null ? register?.values : [register?.values[edit.vcpu]];
    if (register === undefined || meant?.some((value) => typeof value !== 'bigint') !== false) return [...kept, edit];
    return stageBits(kept, { ...edit, register });
  }, []);
}

/** What would be held by the vCPUs that hold `value` now: one entry for each different outcome, in the order of the vCPUs. */
export function stagedOf(edits: readonly Edit[], { id }: Pick<EditedRegister, 'id'>, held: Held): bigint[] {
  return [...new Set(held.vcpus.map((vcpu) => stagedValue(edits, { id, vcpu }, held.value)))];
}

type Held = { value: bigint; vcpus: readonly number[] };
