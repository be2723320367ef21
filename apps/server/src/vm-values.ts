import { catalogue } from '@regscope/catalogs';
import { asArch, type Arch, type ReadByName } from '@regscope/registers';
import type { SourceHost } from '@regscope/sources';

/** The values of a VM's first vCPU by the catalogue's names: what decides fields and features. */
export async function valuesByName(host: SourceHost, vm: string): Promise<{ arch: Arch; read: ReadByName }> {
  const { registers, vm: of } = await host.snapshot(vm);
  const values = new Map(registers.map(({ id, values: [first] }) => [id, first ?? undefined]));
  const arch = asArch(of.arch);
  const { find } = catalogue(arch);
  const read: ReadByName = (name) => {
    const id = find(name);
    return id === undefined ? undefined : values.get(id);
  };
  return { arch, read };
}
