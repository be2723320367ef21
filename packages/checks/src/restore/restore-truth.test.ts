// What is forecast, against what real kernels answered when another program put one kernel's state into another, where that lies beside
// the project: per register, with errno and stored value.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { volatileBits } from '@regscope/catalogs';
import { formatRegisterId, fromHex, hex, idFromHex, registerId, type RegisterId } from '@regscope/registers';
import { expect, test } from 'vitest';
import { recorded } from '../shelf.test-helper.ts';
import { forecastRestore } from './forecast.ts';
import type { Forecast } from './write-register.ts';
import { targetOf, type Shape } from './target.ts';

const beside = fileURLToPath(new URL('../../../../../shared/captures/', import.meta.url));
const restores = `${beside}restores/`;

type Row = { id: string; v?: string };
type Source = { variants: { variant: string; features0: string; regs: Row[] }[] };
type Restored = {
  src: string;
  fail: Record<string, string>;
  differs: { id: string; want: string; got: string }[];
  missing: string[];
};

/** The bits of struct kvm_vcpu_init; each of the VMs had a vGICv3. */
const bits = { psci: 2, pmu: 3, sve: 4, pauth: 5 } as const;
/** Was written after KVM_ARM_VCPU_FINALIZE there, and so refused always. */
const SVE_VLS = registerId(0x6060_0000_0015_ffffn);

const destinations = existsSync(restores) ? readdirSync(restores) : [];
const read = (path: string) => JSON.parse(readFileSync(path, 'utf8'));

test.skipIf(destinations.length === 0)('every outcome of a restore is told in advance', () => {
  const wrong: string[] = [];
  let outcomes = 0;
  for (const file of destinations) {
    const { dst, sources } = read(restores + file) as { dst: string; sources: Restored[] };
    for (const restored of sources.filter(({ src }) => existsSync(`${beside}${src}.json`))) {
      const told = forecast(read(`${beside}${restored.src}.json`), dst);
      outcomes += told.all.length;
      wrong.push(...disagreements(told, restored).map((line) => `${restored.src} → ${dst}: ${line}`));
    }
  }
  expect(wrong).toEqual([]);
  expect(outcomes).toBeGreaterThan(4000);
});

/** Without the registers in which the CPUs of the two emulators differ. */
function forecast(source: Source, dst: string): Told {
  const full = source.variants.find(({ variant }) => variant === 'full');
  const features = Object.entries(bits).flatMap(([name, bit]) => ((Number(full?.features0) >> bit) & 1 ? [name] : []));
  const { shape } = targetOf(recorded(shelfNameOf(dst)), [...features, 'gicv3']);
  if (shape === undefined) throw new Error(`no shape of ${dst} for ${features.join(', ')}`);
  const registers = valuesOf(full?.regs ?? []);
  const { writes, defaults } = forecastRestore(shape, registers, 'firecracker');
  const other = differing(shape, dst);
  const comparable = registers.filter(({ id }) => id !== SVE_VLS && !other.has(id));
  return {
    defaults: defaults.map(({ id }) => formatRegisterId(id)),
    all: comparable.map(
      ({ id, values: [value] }) => writes.find((one) => one.id === id) ?? { id, value, told: [], got: value },
    ),
  };
}

type Outcome = Pick<Forecast, 'id' | 'value' | 'told' | 'got'>;
type Told = { all: Outcome[]; defaults: string[] };

function valuesOf(rows: readonly Row[]) {
  return rows.map(({ id, v }) => ({ id: idFromHex(id), values: [fromHex(v ?? '0x0')] as const }));
}

function shelfNameOf(theirs: string): string {
  const [kernel = '', cpu = ''] = theirs.split('__');
  return `arm64-${kernel.split('.').slice(0, 2).join('.')}-${cpu}`;
}

function differing({ fresh }: Shape, dst: string): ReadonlySet<RegisterId> {
  const { variants } = read(`${beside}${dst}.json`) as Source;
  const own = valuesOf(variants.find(({ variant }) => variant === 'full')?.regs ?? []);
  return new Set(own.flatMap(({ id, values: [value] }) => (isIdRegister(id) && fresh.get(id) !== value ? [id] : [])));
}

function isIdRegister(id: RegisterId): boolean {
  return id >= 0x6030_0000_0013_c000n && id < 0x6030_0000_0013_c040n;
}

function disagreements({ all, defaults: kept }: Told, { fail, differs, missing }: Restored): string[] {
  const rows = all.flatMap((one) => {
    const id = formatRegisterId(one.id);
    const errno = (fail[id] ?? '').replace(' unlisted', '');
    const refusal = one.told.find(({ kind }) => kind === 'refused');
    if ((refusal?.kind === 'refused' ? refusal.errno : '') !== errno)
      return [`${id} ${hex(one.value)}: told ${refusal?.because ?? 'taken'}, was ${errno || 'taken'}`];
    const then = differs.find((row) => row.id === id)?.got;
    return errno === '' ? readsOtherwise(one, then === undefined ? one.value : fromHex(then)) : [];
  });
  const odd = [...missing.filter((id) => !kept.includes(id)), ...kept.filter((id) => !missing.includes(id))];
  return [...rows, ...odd.map((id) => `${id}: kept by one alone`)];
}

function readsOtherwise({ id, value, got }: Outcome, then: bigint): string[] {
  const still = ~(volatileBits(id)?.mask ?? 0n);
  if (got !== undefined && ((got ^ then) & still) === 0n) return [];
  return [
    `${formatRegisterId(id)} ${hex(value)}: told ${got === undefined ? 'nothing' : hex(got)}, reads ${hex(then)}`,
  ];
}
