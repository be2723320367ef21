// States that no kernel made: what a VM of a recorded host holds, with registers changed at random, each kind of register in its own way.
import { acceptedValues, type Target } from '@regscope/checks';
import { catalogue } from '@regscope/catalogs';
import { registerId, sizeInBytes, type RegisterId } from '@regscope/registers';

/** Numbers that look random and are the same for the same seed (mulberry32). */
export type Dice = (below: number) => number;

export function dice(seed: number): Dice {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b_79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

type Shape = NonNullable<Target['shape']>;
type Values = Map<RegisterId, bigint>;
type Scene = { values: Values; home: Shape; away: Shape; roll: Dice };

const { find } = catalogue('arm64');
const id = (name: string): RegisterId => find(name) ?? registerId(0n);
const some = (roll: Dice, most: number): number[] => Array.from({ length: 1 + roll(most) });
const pick = <T>(roll: Dice, all: readonly T[]): T | undefined => all[roll(all.length)];

function bits(roll: Dice, count: number): bigint {
  let value = 0n;
  for (let at = 0; at < count; at += 16) value = (value << 16n) | BigInt(roll(0x1_0000));
  return value & ((1n << BigInt(count)) - 1n);
}

const isIdRegister = (one: RegisterId) => one >= 0x6030_0000_0013_c008n && one < 0x6030_0000_0013_c040n;
const named = (pattern: RegExp) => (one: RegisterId) => pattern.test(catalogue('arm64').nameOf(one) ?? '');

function set({ values }: Scene, one: RegisterId, [mask, value]: readonly [mask: bigint, value: bigint]): void {
  const held = values.get(one);
  if (held !== undefined) values.set(one, (held & ~mask) | (value & mask));
}

/** Nibbles of ID registers: what the destination takes, less than it has, or anything. */
function fields(scene: Scene, how: 'taken' | 'less' | 'any'): void {
  const { roll, values, away } = scene;
  const ids = [...values.keys()].filter(isIdRegister);
  for (const _ of some(roll, 8)) {
    const one = pick(roll, ids) ?? registerId(0n);
    const lsb = BigInt(roll(16) * 4);
    const field = pick(roll, acceptedValues(away, one));
    if (how === 'any' || field === undefined) set(scene, one, [0xfn << lsb, BigInt(roll(16)) << lsb]);
    else if (how === 'taken')
      set(scene, one, [field.mask, (pick(roll, [...field.values]) ?? 0n) << BigInt(field.seg[1])]);
    else set(scene, one, [field.mask, BigInt(roll(Number(field.own) + 1)) << BigInt(field.seg[1])]);
  }
}

/** A few registers of a kind, with bits from `width` at random. */
function scatter(
  scene: Scene,
  is: (one: RegisterId) => boolean,
  { most, width }: { most: number; width?: number },
): void {
  const ids = [...scene.values.keys()].filter(is);
  for (const _ of some(scene.roll, most)) {
    const one = pick(scene.roll, ids);
    if (one !== undefined) scene.values.set(one, bits(scene.roll, width ?? 8 * (sizeInBytes(one) ?? 8)));
  }
}

const versions = [0x1n, 0x2n, 0x1_0000n, 0x1_0001n, 0x1_0002n, 0x1_0003n];
const modes = [0n, 1n, 4n, 5n, 8n, 9n, 16n, 17n, 19n, 31n];

export const mutations: Readonly<Record<string, (scene: Scene) => void>> = {
  'fields that are taken': (scene) => fields(scene, 'taken'),
  'fields that are lowered': (scene) => fields(scene, 'less'),
  'fields at random': (scene) => fields(scene, 'any'),
  'plain registers': (scene) =>
    scatter(scene, (one) => !isIdRegister(one) && (sizeInBytes(one) ?? 0) <= 8 && one >> 16n !== 0x6030_0000_0010n, {
      most: 12,
    }),
  'core registers': (scene) =>
    scatter(scene, (one) => ((one >> 16n) & 0xfffn) === 0x10n && one !== id('pstate'), { most: 8 }),
  'bitmaps of hypercalls': (scene) => scatter(scene, named(/_BMAP/), { most: 3, width: 4 }),
  'workaround levels': (scene) => scatter(scene, named(/WORKAROUND/), { most: 3, width: 5 }),
  'PSCI versions': (scene) => set(scene, id('PSCI_VERSION'), [-1n, pick(scene.roll, versions) ?? 2n]),
  caches: (scene) => {
    scatter(scene, named(/^CCSIDR/), { most: 4, width: 32 });
    for (const one of ['CTR_EL0', 'CLIDR_EL1'].map(id))
      for (const _ of some(scene.roll, 2)) set(scene, one, [0xfn << BigInt(4 * scene.roll(12)), bits(scene.roll, 64)]);
  },
  PMU: (scene) => {
    const { roll } = scene;
    scatter(scene, named(/^PM(CNTEN|INTEN|OVS)/), { most: 4 });
    scatter(scene, named(/^PMEV(CNTR|TYPER)/), { most: 6 });
    set(scene, id('PMCR_EL0'), [0xf8ffn, bits(roll, 16)]);
    set(scene, id('ID_AA64DFR0_EL1'), [0xf00n, BigInt(roll(16)) << 8n]);
  },
  vectors: (scene) => {
    const { roll } = scene;
    scatter(scene, (one) => (sizeInBytes(one) ?? 0) >= 16 && one !== id('VLS'), { most: 6 });
    if (roll(2) === 0) set(scene, id('VLS'), [-1n, (1n << BigInt(1 + roll(16))) - 1n]);
  },
  timers: (scene) => scatter(scene, named(/^CNT[PV]_C(TL|VAL)/), { most: 4 }),
  pstate: (scene) =>
    set(scene, id('pstate'), [0xf000_00dfn, (bits(scene.roll, 32) & ~0x1fn) | (pick(scene.roll, modes) ?? 5n)]),
  'SSBS and the workaround that follows it': (scene) => {
    set(scene, id('ID_AA64PFR1_EL1'), [0xf0n, BigInt(scene.roll(3)) << 4n]);
    set(scene, id('SMCCC_ARCH_WORKAROUND_2'), [-1n, BigInt(scene.roll(4))]);
  },
  'what hides registers': (scene) => {
    for (const one of scene.away.hiding.keys())
      if (scene.roll(2) === 0) set(scene, one, [0xfn << BigInt(4 * scene.roll(4)), 0n]);
  },
};
