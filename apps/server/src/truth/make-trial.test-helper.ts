import type { Capture } from '@regscope/captures';
import { catalogueScope } from '@regscope/catalogs';
import { targetOf, vmms, type Target, type Vmm } from '@regscope/checks';
import { fromHex, idFromHex, registerId, type RegisterId, sizeInBytes } from '@regscope/registers';
import type { CaptureStore } from '@regscope/sources';
import { mutations, type Dice } from './mutations.test-helper.ts';

/** A state that comes from one host and is put into a VM of another. */
export type Trial = {
  what: string;
  vmm: Vmm;
  features: readonly string[];
  /** Of each vCPU. */
  vcpus: readonly ReadonlyMap<RegisterId, bigint>[];
  away: NonNullable<Target['shape']>;
};

type Recorded = ReadonlyMap<string, Capture>;

/** Those of arm64, by name. */
export async function recordedHosts(captures: CaptureStore): Promise<Recorded> {
  const { captures: all } = await captures.list();
  const shipped = all.filter(({ arch, kind, probed }) => arch === 'arm64' && kind === 'shipped' && probed > 0);
  const found = await Promise.all(
    shipped.map(async ({ name }) => [name, (await captures.find(name)).capture] as const),
  );
  return new Map(found);
}

/** With `home` given, its VM as it was recorded; else one of any host, with other features and other values. */
export function makeTrial(
  recorded: Recorded,
  { away: name, roll, home }: { away: string; roll: Dice; home: string | undefined },
): Trial | undefined {
  const from = home ?? [...recorded.keys()][roll(recorded.size)] ?? '';
  const [source, destination] = [recorded.get(from), recorded.get(name)];
  if (source === undefined || destination === undefined) return undefined;
  const features = (source.vm.features ?? []).filter(() => home !== undefined || roll(8) > 0);
  const [own, away] = [targetOf(source, features).shape, targetOf(destination, features).shape];
  if (own === undefined || away === undefined) return undefined;
  const values = home === undefined ? new Map(own.fresh) : recordedValues(source);
  const kinds = home === undefined ? chosen(roll) : [];
  for (const kind of kinds) mutations[kind]?.({ values, home: own, away, roll });
  const vmm = vmms[roll(vmms.length)] ?? 'kvm';
  return {
    what: `${from} as ${vmm} with ${features.join(',')}; ${kinds.join(', ')}`,
    vmm,
    features,
    vcpus: roll(3) > 0 ? [values] : [values, another(values, roll)],
    away,
  };
}

/** A second vCPU, which holds something else in a few of the registers that are its own. */
function another(values: ReadonlyMap<RegisterId, bigint>, roll: Dice): ReadonlyMap<RegisterId, bigint> {
  const own = [...values].filter(([id]) => catalogueScope(id)?.kind === 'vcpu' && id !== SVE_VLS);
  const other = new Map(values);
  for (let n = roll(12); n > 0; n--) {
    const [id, value] = own[roll(own.length)] ?? [];
    if (id !== undefined && value !== undefined)
      other.set(id, value ^ (1n << BigInt(roll(8 * (sizeInBytes(id) ?? 8)))));
  }
  return other;
}

const SVE_VLS = registerId(0x6060_0000_0015_ffffn);

/** One kind alone, a few together, or all of them. */
function chosen(roll: Dice): string[] {
  const kinds = Object.keys(mutations);
  const count = [1, 1, 2, 3, kinds.length][roll(5)] ?? 1;
  return kinds.filter(() => roll(kinds.length) < count);
}

function recordedValues({ registers }: Capture): Map<RegisterId, bigint> {
  return new Map(
    registers.flatMap((row) => {
      const text = 'value' in row ? row.value : (row.values[0] ?? null);
      return text === null ? [] : [[idFromHex(row.id), fromHex(text)]];
    }),
  );
}
