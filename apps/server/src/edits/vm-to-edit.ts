// A VM as the rules for edits need to know it.
import { catalogue } from '@regscope/catalogs';
import type { EditedRegister, FindRegister } from '@regscope/checks';
import {
  asArch,
  formatRegisterId,
  fromHex,
  type Known,
  knownOf,
  type PlanTarget,
  type RegisterId,
  sizeInBytes,
} from '@regscope/registers';
import type { Hosts, Probed, RegisterValues, Snapshot } from '@regscope/sources';
import { identify } from '../catalogued.ts';
import { standing, type Standing } from '../standing.ts';
import { readOf } from '../vm-values.ts';

/** `standingOf`, `read`: worked out once for the VM, however many writes ask. */
export type VmToEdit = {
  target: PlanTarget;
  find: FindRegister;
  snapshot: Snapshot;
  probed: Probed | undefined;
  standingOf: (id: RegisterId) => Standing;
  /** What decides the fields of one vCPU's registers. */
  known: (vcpu: number) => Known;
};

/** Of a VM that was read as a whole. */
export async function vmToEdit(hosts: Hosts, snapshot: Snapshot): Promise<VmToEdit> {
  const probed = await hosts.probed(snapshot);
  const { vm, kernel, registers } = snapshot;
  const standingOf = standing(probed, snapshot);
  const byId = new Map(registers.map((register) => [register.id, register]));
  const kept = new Map<RegisterId, EditedRegister>();
  const find: FindRegister = (id) => {
    const values = byId.get(id);
    if (values === undefined) return undefined;
    const found = kept.get(id) ?? editedRegister(values, standingOf(id));
    kept.set(id, found);
    return found;
  };
  const { host: of, vm: number, createdAt } = vm;
  const arch = asArch(vm.arch);
  const around = new Map<number, Known>();
  const known = (vcpu: number): Known => {
    const found = around.get(vcpu) ?? knownOf(catalogue(arch), readOf(snapshot, vcpu));
    around.set(vcpu, found);
    return found;
  };
  return { target: { host: of, vm: number, createdAt, kernel, arch }, find, snapshot, probed, standingOf, known };
}

function editedRegister({ id, values }: RegisterValues, { scope, mutability }: Standing): EditedRegister {
  const bits = (sizeInBytes(id) ?? 0) * 8;
  return { id, name: identify(id).name, bits, scope: scope.kind, moving: fromHex(mutability.moving), values };
}

/** `ID_AA64ISAR0_EL1 (0x603000000013c030)`, as errors name a register. */
export function nameWithId(id: RegisterId): string {
  return `${identify(id).name} (${formatRegisterId(id)})`;
}
