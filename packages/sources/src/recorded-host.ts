// A host that is not here: what a capture tells of it. Nothing in it can be changed.
import type { Capture } from '@regscope/captures';
import { RegscopeError, type CaptureSummary, type Host } from '@regscope/contract';
import { fromHex, idFromHex } from '@regscope/registers';
import type { RegisterValues } from './snapshot.ts';
import type { CountedVm, Snapshot, SourceHost } from './source-host.ts';

/** The one VM of a capture. */
const VM = '1';

export class RecordedHost implements SourceHost {
  readonly name: string;
  readonly #summary: CaptureSummary;
  readonly #open: () => Promise<Capture>;

  constructor(summary: CaptureSummary, open: () => Promise<Capture>) {
    this.name = summary.name;
    this.#summary = summary;
    this.#open = open;
  }

  async describe(): Promise<Host> {
    const { arch, kernel, cpu, madeAt, host, imported, attached } = this.#summary;
    const day = madeAt.slice(0, 10);
    return {
      name: this.name,
      kind: 'recorded',
      arch,
      kernel,
      cpu,
      state: 'ready',
      because:
        imported === null
          ? `recorded ${day} on ${host}${attached === undefined ? '' : ', by attaching to the VM of another process'}`
          : `imported ${day} from ${host}, ${imported}`,
      features: [],
      maxVcpus: null,
      bootMs: null,
      vms: 1,
      unseen: '',
      busy: '',
    };
  }

  vms(): CountedVm[] {
    return [this.vm(VM)];
  }

  vm(name: string): CountedVm {
    if (name !== VM)
      throw new RegscopeError('NO_SUCH_VM', `${this.name} is a recording of one VM, ${this.name}/${VM}`, {
        host: this.name,
        vm: name,
      });
    const { phase, vcpus, features, vmm, arch, madeAt } = this.#summary;
    return {
      host: this.name,
      vm: VM,
      kind: 'recorded',
      phase,
      vcpus,
      features: features === null ? null : [...features],
      vmm,
      pid: null,
      arch,
      createdAt: madeAt,
    };
  }

  async snapshot(name: string): Promise<Snapshot> {
    const vm = this.vm(name);
    const { kernel, cpu } = this.#summary;
    const { made, attached, registers } = await this.#open();
    return {
      vm,
      kernel,
      cpu,
      readAt: attached?.readAt ?? made.at,
      ioctlMs: 0,
      listErrors: Array.from({ length: vm.vcpus }, () => null),
      registers: registers.map((register) => valuesOf(register, vm.vcpus)),
      scopes: null,
    };
  }
}

function valuesOf(register: Capture['registers'][number], vcpus: number): RegisterValues {
  const id = idFromHex(register.id);
  if ('value' in register) {
    const value = fromHex(register.value);
    return {
      id,
      values: Array.from({ length: vcpus }, () => value),
      errors: Array.from({ length: vcpus }, () => null),
    };
  }
  return {
    id,
    values: register.values.map((value) => (value === null ? null : fromHex(value))),
    errors: [...register.errors],
  };
}
