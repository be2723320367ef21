import { catalogue } from '@regscope/catalogs';
import { asArch, type Arch, type ReadByName } from '@regscope/registers';
import type { Snapshot, SourceHost } from '@regscope/sources';

/** The values of a VM's first vCPU by the catalogue's names: what decides fields and features. */
export async function valuesByName(host: SourceHost, vm: string): Promise<{ arch: Arch; read: ReadByName }> {
  const snapshot = await host.snapshot(vm);
  return { arch: asArch(snapshot.vm.arch), read: readOf(snapshot, 0) };
}

/** As valuesByName, of a VM that was read. */
export function readOf({ registers, vm }: Snapshot, vcpu: number): ReadByName {
  const values = new Map(registers.map(({ id, values: all }) => [id, all[vcpu] ?? undefined]));
  const { find } = catalogue(asArch(vm.arch));
  return (name) => {
    const id = find(name);
    return id === undefined ? undefined : values.get(id);
  };
}
