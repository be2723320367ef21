// KVM's own folder in debugfs: read, never written. Absent where debugfs is not mounted, closed to everybody but root.
import { join } from 'node:path';
import { parseCount, parseDebugName, parseIdRegisters, type IdRegister } from './parse-debugfs.ts';
import type { Stat } from './parse-stats.ts';
import { errnoOf, type View } from './view.ts';

export type DebugFolders = { names: readonly string[]; because: string };

/** That of one VM. */
export type DebugFolder = { view: View; path: string };

export async function debugFolders(view: View): Promise<DebugFolders> {
  try {
    return { names: await view.slowNames(view.debug), because: '' };
  } catch (error) {
    return { names: [], because: whyNot[errnoOf(error)] ?? `debugfs gave ${errnoOf(error)}` };
  }
}

/** The folder of a VM: made by a thread of the process, under the descriptor's number. */
export function nameOf(names: readonly string[], tids: ReadonlySet<number>, fd: number): string | undefined {
  return names.find((name) => {
    const parsed = parseDebugName(name);
    return parsed?.fd === fd && tids.has(parsed.creator);
  });
}

/** Closed under lockdown, as everything in debugfs that can be written: there the count can be set back. */
export async function exitsOf(folder: DebugFolder): Promise<bigint | undefined> {
  return countIn(folder, 'exits');
}

/** The vCPUs of the VM, by KVM's number. */
export async function vcpusOf(folder: DebugFolder): Promise<number[]> {
  const names = await namesOf(folder);
  return names.flatMap((name) => /^vcpu(\d{1,6})$/.exec(name)?.[1] ?? []).map(Number);
}

/**
 * The thread that called KVM_RUN on a vCPU last, 0 where none ever did; undefined where the kernel does not tell (`pid`, since Linux 6.0).
 * arm64 itself asks the same word whether a vCPU has run (kvm_vcpu_has_run_once(), arch/arm64/include/asm/kvm_host.h).
 */
export async function threadOf(folder: DebugFolder, vcpu: number): Promise<number | undefined> {
  const tid = await countIn(folder, `vcpu${vcpu}/pid`);
  return tid === undefined ? undefined : Number(tid);
}

/** A thread that ran one of the VM's vCPUs, 0 where none ran any; undefined where the kernel does not tell of all. */
export async function anyRunner(folder: DebugFolder): Promise<number | undefined> {
  const vcpus = await vcpusOf(folder);
  let found = vcpus.length === 0 ? undefined : 0;
  for (const vcpu of vcpus) {
    const tid = await threadOf(folder, vcpu);
    if (tid !== undefined && tid > 0) return tid;
    if (tid === undefined) found = undefined;
  }
  return found;
}

export async function statsIn(folder: DebugFolder): Promise<Stat[]> {
  const names = (await namesOf(folder)).filter((name) => STATISTIC.test(name));
  const found = await Promise.all(
    names.slice(0, MOST_FILES).map(async (name) => ({ name, value: await countIn(folder, name) })),
  );
  return found.flatMap(({ name, value }) => (value === undefined ? [] : [{ name, value, unit: 'none' as const }]));
}

/** Empty before the first vCPU is initialised, and elsewhere than on arm64 since Linux 6.9. */
export async function idRegistersIn(folder: DebugFolder): Promise<IdRegister[]> {
  return parseIdRegisters(await textIn(folder, 'idregs'));
}

async function namesOf({ view, path }: DebugFolder): Promise<string[]> {
  return view.slowNames(path).catch(() => []);
}

async function countIn(folder: DebugFolder, file: string): Promise<bigint | undefined> {
  return parseCount(await textIn(folder, file));
}

async function textIn({ view, path }: DebugFolder, file: string): Promise<string> {
  return view.slowFile(join(path, file)).then(
    (bytes) => bytes.toString('latin1'),
    () => '',
  );
}

const whyNot: Readonly<Record<string, string>> = {
  EACCES: "KVM's folder in debugfs is open to root alone",
  EPERM: "KVM's folder in debugfs is closed here, as in a container or under lockdown",
  ENOENT: 'debugfs is not mounted (mount -t debugfs none /sys/kernel/debug)',
};
const MOST_FILES = 300;
/** The names of other files say what they list (`vgic-state`, `mmu_rmaps_stat`): nobody should walk that in vain. */
const STATISTIC = /^(?!vcpu\d|idregs|stage2_page|mmu_rmaps)[a-z]\w*$/;
