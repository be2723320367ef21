import { catalogue } from '@regscope/catalogs';
import { asArch, type Arch, type ReadByName } from '@regscope/registers';
import { registersOf, type OwnedHost } from '@regscope/sources';

/** The values of a VM's first vCPU by the catalogue's names: what decides fields and features. */
export async function valuesByName(host: OwnedHost, vm: string): Promise<{ arch: Arch; read: ReadByName }> {
  const { reading, vm: of } = await host.read(vm);
  const values = new Map(registersOf(reading).map(({ id, values: [first] }) => [id, first ?? undefined]));
  const arch = asArch(of.arch);
  const { find } = catalogue(arch);
  const read: ReadByName = (name) => {
    const id = find(name);
    return id === undefined ? undefined : values.get(id);
  };
  return { arch, read };
}
