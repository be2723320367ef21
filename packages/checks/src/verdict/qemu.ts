// QEMU lays the incoming list over its own, which it took from KVM_GET_REG_LIST when the vCPU was made, and then writes its whole own list
// (target/arm/machine.c, cpu_post_load(); read in 5.2, 7.2, 10.0 and 10.2, and in the program of 11.1.3).
import { registerId, type RegisterId } from '@regscope/registers';
import type { Finding } from './finding.ts';
import { nameOf } from './names.ts';
import type { Restorer, RuleSet, Scene } from './rule-sets.ts';

export const qemu: RuleSet = { judge, wholly, remedy };

/** Core and vector registers are no part of the list (target/arm/kvm.c, kvm_arm_reg_syncs_via_cpreg_list()). */
function isOfList(id: RegisterId): boolean {
  const family = (id >> 16n) & 0xfffn;
  return family !== 0x10n && family !== 0x15n;
}

/** Whether the version is at least this one; a restorer without a version is the oldest kind, which most hosts run. */
function isFrom({ version = [0] }: Restorer, [major, minor]: readonly [number, number]): boolean {
  const [own = 0, below = 0] = version;
  return own > major || (own === major && below >= minor);
}

const NAMES_IDS = [11, 0] as const;
const TOLERATES = [11, 1] as const;

/** Until 10.2 the length of the list is looked at before any id, and must not be above the destination's. */
function wholly({ listed }: Scene['shape'], registers: Scene['registers'], restorer: Restorer): string {
  const theirs = registers.filter(({ id }) => isOfList(id)).length;
  const own = listed.filter(isOfList).length;
  if (theirs <= own || isFrom(restorer, NAMES_IDS)) return '';
  return `QEMU before 11.0 says "Failed to load cpu:cpreg_vmstate_array_len" and names nothing: ${theirs} registers come in, and the host lists ${own}`;
}

function judge(findings: readonly Finding[], scene: Scene): Finding[] {
  const strangers = findings.filter(({ kind, id }) => kind === 'absent' && isOfList(id) && !scene.shape.lists(id));
  const last = strangers.reduce<Finding | undefined>(
    (top, one) => (top === undefined || one.id > top.id ? one : top),
    undefined,
  );
  const judged = findings.map((one) => (strangers.includes(one) ? judgeStranger(one, last ?? one, scene) : one));
  return [...judged, ...scene.hidden.map(({ id, by }) => writtenInVain(id, by, scene))];
}

/** A register that comes in and that the host did not list. `last`: the one of them with the highest id. */
function judgeStranger(finding: Finding, last: Finding, { shape, restorer }: Scene): Finding {
  const passes = (weight: Finding['weight'], because: string) => ({
    ...finding,
    weight,
    errno: null,
    because,
    evidence,
  });
  if (isFrom(restorer, TOLERATES)) {
    if (isTolerated(finding)) return passes('note', 'QEMU 11.1 tolerates that the host does not know it');
    return isTolerated(last) ? passes('differs', forgiven) : finding;
  }
  const isBeyond = shape.listed.every((one) => !isOfList(one) || one < finding.id);
  return isBeyond && !isFrom(restorer, NAMES_IDS) ? passes('differs', dropped) : finding;
}

const dropped = 'sorts after the last register that the host lists: QEMU before 11.0 drops it without a word';
/** 11.1.3 keeps of its answers the last one alone: its code was run with lists made for it. */
const forgiven =
  'QEMU 11.1 prints "fail migration" and goes on, as the last register that the host does not know is a tolerated one';
const evidence = 'source of QEMU';

/** TCR2_EL1, PIRE0_EL1 and PIR_EL1 on either side alone; KVM_REG_ARM_VENDOR_HYP_BMAP_2 where it is 0. With -cpu host and max only. */
function isTolerated({ id, value }: Finding): boolean {
  return tolerated.includes(id) || (id === VENDOR_HYP_BMAP_2 && value === 0n);
}

const tolerated = [0xc103n, 0xc512n, 0xc513n].map((low) => registerId(0x6030_0000_0013_0000n | low));
const VENDOR_HYP_BMAP_2 = registerId(0x6030_0000_0016_0003n);

/** A register that does not come in is written all the same, with the value it had; by then an ID register that came in hides it. */
function writtenInVain(id: RegisterId, by: RegisterId, { shape }: Scene): Finding {
  const because = `does not come in and is written nevertheless, as all that the host listed at first; ${nameOf(by)} hides it by then`;
  const value = shape.fresh.get(id) ?? 0n;
  return {
    kind: 'absent',
    weight: 'stops',
    id,
    vcpus: [],
    value,
    mask: 0n,
    got: null,
    errno: 'ENOENT',
    because,
    evidence,
    remedy: null,
  };
}

function remedy({ kind, id }: Finding, restorer: Restorer) {
  if (kind !== 'absent') return null;
  const isOfThose = tolerated.includes(id) || id === VENDOR_HYP_BMAP_2;
  if (isOfThose && !isFrom(restorer, TOLERATES))
    return { text: 'QEMU 11.1 with -cpu host on the destination tolerates this register', amend: [] };
  return { text: 'no QEMU leaves it out: bring both hosts to kernels that list it', amend: [] };
}
