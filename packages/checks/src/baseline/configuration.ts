// Which registers say what a VM is, rather than what it does: those that a baseline settles, once for all hosts.
import { registerId, type RegisterId } from '@regscope/registers';
import { SVE_VLS } from '../restore/rules/vectors.ts';

/**
 * How one value is found that suits all hosts. `fields`: by the safe-value rules of the register. `number`: the highest that all take.
 * `bits`: those that all take. `same`: the same everywhere. `answered`: nothing is stored, each host answers for itself. `lengths`: a set
 * of vector lengths. `counters`: as many as all have.
 */
type Choice = 'fields' | 'number' | 'bits' | 'same' | 'answered' | 'lengths' | 'counters';

/** `mask`: the bits that are configuration; all others are state. */
export type Configuration = { choice: Choice; mask: bigint };

export function configurationOf(id: RegisterId): Configuration | undefined {
  const kept = known.get(id);
  if (kept !== undefined) return kept === 'state' ? undefined : kept;
  const row = rows.find(({ first, last }) => id >= first && id <= last);
  const found = row === undefined ? undefined : { choice: row.choice, mask: row.mask ?? ALL };
  known.set(id, found ?? 'state');
  return found;
}

const COUNTERS = registerId(0x6030_0000_0013_dce0n);

const known = new Map<RegisterId, Configuration | 'state'>();
const ALL = (1n << 512n) - 1n;

type Row = { first: bigint; last: bigint; choice: Choice; mask?: bigint };
const one = (id: bigint, choice: Choice, mask?: bigint): Row => ({
  first: id,
  last: id,
  choice,
  ...(mask === undefined ? {} : { mask }),
});
const sysreg = (low: bigint) => 0x6030_0000_0013_0000n | low;

/** struct kvm_arch (arch/arm64/include/asm/kvm_host.h), and what a vCPU is reset to from its host (Linux 7.3). */
const rows: readonly Row[] = [
  // op0 3, op1 0, CRn 0, CRm 1 to 7, and CTR_EL0.
  { first: sysreg(0xc008n), last: sysreg(0xc03fn), choice: 'fields' },
  one(sysreg(0xd801n), 'fields'),
  // MIDR_EL1, REVIDR_EL1, AIDR_EL1; CLIDR_EL1 and CCSIDR.
  one(sysreg(0xc000n), 'same'),
  one(sysreg(0xc006n), 'same'),
  one(sysreg(0xc807n), 'same'),
  one(sysreg(0xc801n), 'same'),
  { first: 0x6020_0000_0011_0000n, last: 0x6020_0000_0011_000dn, choice: 'same' },
  // PSCI_VERSION, the levels of workarounds, the bitmaps of services.
  one(0x6030_0000_0014_0000n, 'number'),
  { first: 0x6030_0000_0014_0001n, last: 0x6030_0000_0014_0003n, choice: 'answered' },
  { first: 0x6030_0000_0016_0000n, last: 0x6030_0000_0016_ffffn, choice: 'bits' },
  one(SVE_VLS, 'lengths'),
  // PMCR_EL0.N, PMMIR_EL1.SLOTS.
  one(COUNTERS, 'counters', 0xf800n),
  one(sysreg(0xc4f6n), 'number', 0xffn),
];
