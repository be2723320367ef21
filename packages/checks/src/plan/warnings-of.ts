import type { ProbedShape } from '@regscope/captures';
import { catalogue, guestRules, volatileBits, type SafeValueRule } from '@regscope/catalogs';
import { decodeId, extract, formatRegisterId, hex, maskOf, type PlannedWrite } from '@regscope/registers';
import { capturedBits } from '../captured-bits.ts';
import type { FindRegister } from '../edits/judge-plan.ts';
import { foretell, type Foretold } from '../foretell.ts';
import { probeIndex } from '../probe-index.ts';

export type WarningKind =
  | 'not-accepted'
  | 'altered'
  | 'ignored'
  | 'unsafe'
  | 'shared'
  | 'stores-nothing'
  | 'moves'
  | 'order'
  | 'unprobed';

/** What somebody should know before a write is made, and that does not forbid it: the kernel's own answer is got by trying. */
export type Warning = { write: PlannedWrite; kind: WarningKind; mask: bigint; text: string };

export type ProbedBefore = {
  shape: ProbedShape;
  announced: readonly { id: string; mask: string }[] | null;
  where: string;
};

/** `probed`: what was found on VMs like this one; undefined where nothing was. */
export function warningsOf(
  writes: readonly PlannedWrite[],
  find: FindRegister,
  probed: ProbedBefore | undefined,
): Warning[] {
  return writes.flatMap((write) => [
    ...ofScope(write, find),
    ...ofMovement(write),
    ...(probed === undefined ? [] : ofProbe(write, probed)),
    ...ofDirection(write),
    ...ofOrder(write, writes, probed),
  ]);
}

function ofScope(write: PlannedWrite, find: FindRegister): Warning[] {
  const scope = find(write.id)?.scope;
  if (scope === 'mixed' && write.seenBy !== null)
    return [
      {
        write,
        kind: 'shared',
        mask: write.mask,
        text: 'a part of this register is the whole VM’s: what is changed there, all vCPUs see',
      },
    ];
  if (scope !== 'host') return [];
  return [
    {
      write,
      kind: 'stores-nothing',
      mask: write.mask,
      text: 'the host answers this register: a write is checked and forgotten',
    },
  ];
}

function ofMovement(write: PlannedWrite): Warning[] {
  const moving = volatileBits(write.id);
  const mask = (moving?.mask ?? 0n) & write.mask;
  return moving === undefined || mask === 0n
    ? []
    : [{ write, kind: 'moves', mask, text: `${moving.because}: it cannot be compared afterwards` }];
}

/** Announced, accepted and stored as written are three facts. */
function ofProbe(write: PlannedWrite, { shape, announced, where }: ProbedBefore): Warning[] {
  const changed = write.old ^ write.value;
  const quarrel = announcedInVain(write, { shape, announced });
  return foretell(shape, write).flatMap((told) => {
    const meant = told.mask & changed;
    if (meant === 0n && told.kind !== 'unknown') return [];
    const isInVain = told.kind === 'refused' && (told.mask & ~quarrel) === 0n;
    const words = isInVain ? 'announced as writable, but not accepted: ' : '';
    return [{ write, kind: kinds[told.kind], mask: meant, text: `${words}${told.because} (${where})` }];
  });
}

/** Bits that the kernel announces as writable, and of which the probe could change none. */
function announcedInVain({ id }: PlannedWrite, { shape, announced }: Omit<ProbedBefore, 'where'>): bigint {
  const text = formatRegisterId(id);
  const mask = capturedBits(announced?.find((one) => one.id === text)?.mask);
  const { taken, altered } = probeIndex(shape).probed(id) ?? { taken: 0n, altered: 0n };
  return mask & ~taken & ~altered;
}

const kinds = {
  refused: 'not-accepted',
  altered: 'altered',
  ignored: 'ignored',
  unknown: 'unprobed',
} as const satisfies Record<Foretold['kind'], WarningKind>;

/** A guest that was told of less than the hardware has is safe; one that was told of more is not (arch/arm64/kernel/cpufeature.c, Linux 7.3). */
function ofDirection(write: PlannedWrite): Warning[] {
  const name = catalogue(decodeId(write.id).arch).nameOf(write.id) ?? '';
  return guestRules(name).flatMap((rule) => {
    const [old, now] = [extract(write.old, [rule.seg]), extract(write.value, [rule.seg])];
    const words = old === now ? undefined : unsafe(rule, { old, now });
    return words === undefined
      ? []
      : [{ write, kind: 'unsafe' as const, mask: maskOf([rule.seg]), text: `${hex(old)} → ${hex(now)} ${words}` }];
  });
}

function unsafe({ rule, signed, seg }: SafeValueRule, { old, now }: { old: bigint; now: bigint }): string | undefined {
  const isHigher = signed ? asSigned(now, seg) > asSigned(old, seg) : now > old;
  if (rule === 'exact') return 'is not known to be safe: this field must be exact';
  if (rule === 'lower')
    return isHigher ? 'tells the guest of more than before: the lower value is the safe one' : undefined;
  return isHigher || (rule === 'higher-or-zero' && now === 0n)
    ? undefined
    : 'is not safe: the higher value is the safe one';
}

function asSigned(bits: bigint, [msb, lsb]: readonly [number, number]): bigint {
  return BigInt.asIntN(msb - lsb + 1, bits);
}

/** ID registers are written first, and what they hide is not there any more when its turn comes. */
function ofOrder(write: PlannedWrite, writes: readonly PlannedWrite[], probed: ProbedBefore | undefined): Warning[] {
  const hidden = (probed?.shape.lowest ?? []).filter(({ lost }) => lost.includes(formatRegisterId(write.id)));
  const by = writes.find((other) => hidden.some((row) => isAt(other, row)));
  return by === undefined
    ? []
    : [
        {
          write,
          kind: 'order',
          mask: write.mask,
          text: `another change of the plan, of ${catalogue(decodeId(by.id).arch).nameOf(by.id) ?? hex(by.id)}, hides this register first: ENOENT`,
        },
      ];
}

type Lowest = ProbedShape['lowest'][number];

/** Whether a write puts a field where the probe had it. */
export function isAt({ id, old, value }: PlannedWrite, row: Lowest): boolean {
  if (formatRegisterId(id) !== row.id) return false;
  const mask = maskOf([[row.msb, row.lsb]]);
  return ((value ^ BigInt(row.value)) & mask) === 0n && ((old ^ value) & mask) !== 0n;
}
