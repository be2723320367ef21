import type { Flips, ProbedRegister, ProbedShape } from '@regscope/captures';
import type { FlipResult } from '@regscope/kvm';
import { formatRegisterId, hex, sizeInBytes, type RegisterId } from '@regscope/registers';
import type { Room } from './bench.ts';
import { flipAll } from './flips.ts';
import { findMoves } from './moves.ts';
import { tryPairs } from './pairs.ts';
import { isIdRegister, lowestOf, sweepAll, type Held } from './sweeps.ts';
import { tryLengths, tryWholes } from './tries.ts';

/** Everything that can be found out of VMs with these features. */
export async function probeShape(room: Room, listed: readonly RegisterId[]): Promise<ProbedShape> {
  const before = await flipAll(room, 'new', listed);
  const moves = await findMoves(room, before);
  const again = [...listed.filter(isNarrow), ...firstWide(listed)];
  const [ran, idle] = [byId(await flipAll(room, 'ran', again)), byId(await flipAll(room, 'idle', again))];
  const registers = before.map((flips) => {
    const { id } = flips;
    return probed({ flips, ran: ran.get(id), idle: idle.get(id), moves: moves.get(id) });
  });
  return { ...(await values(room, { listed, before, depth: 'whole' })), again: true, registers };
}

/** What another choice of features changes: the list, what is taken before the first run, the values of ID fields. */
export async function probeVariant(room: Room, listed: readonly RegisterId[]): Promise<ProbedShape> {
  const before = await flipAll(room, 'new', listed.filter(isNarrow));
  const registers = before.map((flips) => probed({ flips }));
  return { ...(await values(room, { listed, before, depth: 'fields' })), again: false, registers };
}

/** Vector registers behave the same in every shape that has them, and take longest. */
function isNarrow(id: RegisterId): boolean {
  return (sizeInBytes(id) ?? 0) <= 16;
}

/** One of each size stands for the others once a vCPU has run. */
function firstWide(listed: readonly RegisterId[]): RegisterId[] {
  const wide = listed.filter((id) => !isNarrow(id)).toReversed();
  return [...new Map(wide.map((id) => [sizeInBytes(id), id])).values()];
}

function byId(results: readonly FlipResult[]): ReadonlyMap<RegisterId, FlipResult> {
  return new Map(results.map((result) => [result.id, result]));
}

type Found = { listed: readonly RegisterId[]; before: readonly FlipResult[]; depth: 'whole' | 'fields' };

async function values(room: Room, { listed, before, depth }: Found): Promise<Omit<ProbedShape, 'registers' | 'again'>> {
  const held: Held[] = before.filter(({ status }) => status === null);
  const settled = room.bench.arch === 'arm64' ? held.filter(({ id }) => isIdRegister(id) || hasSmallFields(id)) : [];
  const sweeps = await sweepAll(room, settled);
  return {
    features: [...room.features],
    listed: listed.map(formatRegisterId),
    sweeps,
    lowest:
      depth === 'whole'
        ? await lowestOf(
            room,
            settled.filter(({ id }) => isIdRegister(id)),
            sweeps,
          )
        : [],
    tried: await tryWholes(room, listed),
    early: depth === 'whole' ? await tryLengths(room) : [],
    pairs: await tryPairs(room, listed),
  };
}

/** Registers that say what the VM has, and are no ID registers: CTR_EL0, CLIDR_EL1, CCSIDR and the firmware's. */
function hasSmallFields(id: RegisterId): boolean {
  const low = id & 0xffff_ffffn;
  return low === 0x0013_d801n || low === 0x0013_c801n || low >> 16n === 0x11n || low >> 16n === 0x14n;
}

type Parts = {
  flips: FlipResult;
  ran?: FlipResult | undefined;
  idle?: FlipResult | undefined;
  moves?: readonly RegisterId[] | undefined;
};

function probed({ flips, ran, idle, moves }: Parts): ProbedRegister {
  const at = { new: flipsOf(flips), ran: ran && flipsOf(ran), idle: idle && flipsOf(idle) };
  const differs = (other: Flips | undefined) => other !== undefined && JSON.stringify(other) !== JSON.stringify(at.new);
  return {
    id: formatRegisterId(flips.id),
    value: hex(flips.value),
    ...(flips.moving === 0n ? {} : { moving: hex(flips.moving) }),
    new: at.new,
    ...(at.ran !== undefined && differs(at.ran) ? { ran: at.ran } : {}),
    ...(at.idle !== undefined && differs(at.idle) ? { idle: at.idle } : {}),
    ...(moves === undefined || moves.length === 0 ? {} : { moves: moves.map(formatRegisterId) }),
  };
}

const masks = ['taken', 'seen', 'ignored', 'altered', 'stuck'] as const;

function flipsOf(result: FlipResult): Flips {
  const refused = result.refused.map(({ errno, mask }) => [errno, hex(mask)]);
  return {
    ...(result.sameStatus === null ? {} : { same: result.sameStatus }),
    ...Object.fromEntries(masks.flatMap((name) => (result[name] === 0n ? [] : [[name, hex(result[name])]]))),
    ...(refused.length === 0 ? {} : { refused: Object.fromEntries(refused) }),
  };
}
