// state.json of a Cloud Hypervisor snapshot: a tree of components, whose vCPUs are JSON inside JSON
// (vm-migration/src/lib.rs, hypervisor/src/kvm/aarch64/mod.rs, vmm/src/cpu.rs; v37 to v53).
import { isSveVector, vectorIds } from '../arm64-core.ts';
import { claim, type Found, type VcpuReading } from '../imported-state.ts';
import { isObject, listIn, must, objectIn, parseJson, textOf, u64Of, under, type Json } from '../json-node.ts';
import { coreRegs, extendedReg, oneReg, type Reading } from './kvm-structs.ts';

export const STATE = 'a Cloud Hypervisor snapshot';

export function importState(root: Json): Found {
  const manager = must(must(root, 'snapshots'), 'cpu-manager');
  const vcpus = vcpuNodes(must(manager, 'snapshots'));
  const read = vcpus.map(vcpuOf);
  const hasSve = read.some(({ registers }) => registers.some(({ id }) => isSveVector(id)));
  const layout = vcpus.some(hasBytes) ? 'structs as bytes (v40 or later)' : 'structs as objects (before v40)';
  return {
    arch: 'arm64',
    origin: {
      format: 'Cloud Hypervisor snapshot',
      formatVersion: null,
      vmm: 'Cloud Hypervisor',
      kernel: null,
      cpu: null,
      // A VM is paused before it is saved, and only one that runs can be (docs/snapshot_restore.md).
      phase: 'started',
      features: null,
      claims: [
        claim('layout', layout),
        claim('mp_state', vcpus.map((vcpu) => JSON.stringify(must(vcpu, 'mp_state').value)).join(' ')),
      ],
      unknown: [
        { what: 'version of Cloud Hypervisor', because: 'state.json does not tell it' },
        { what: 'kernel of the host, name of the CPU', because: 'state.json names neither; MIDR_EL1 may tell the CPU' },
        { what: 'features of the VM', because: 'what KVM_ARM_VCPU_INIT was given is not saved' },
        ...(hasSve ? [{ what: 'V registers', because: 'with SVE they are the low bits of the Z registers' }] : []),
      ],
    },
    vcpus: read.map((vcpu) => (hasSve ? withoutVectors(vcpu) : vcpu)),
  };
}

/** By number, all of them from 0 on. */
function vcpuNodes(children: Json): Json[] {
  const names = Object.keys(objectIn(children));
  const inOrder = names.toSorted((a, b) => Number(a) - Number(b));
  const wrong = inOrder.findIndex((name, n) => name !== String(n));
  if (names.length === 0 || wrong !== -1)
    children.stop(children.path, `expected vCPUs "0", "1", …; found ${JSON.stringify(inOrder.slice(0, 8))}`);
  return inOrder.map((name) => stateOf(must(children, name)));
}

/** The vCPU's own JSON: a text since v24 or so, before it the bytes of one. */
function stateOf(node: Json): Json {
  const data = must(must(node, 'snapshot_data'), 'state');
  const text = Array.isArray(data.value) ? utf8(data) : textOf(data);
  const inner = parseJson(text, data.path, data.stop);
  const kvm = under(inner, 'Kvm');
  if (kvm === undefined) return inner.stop(data.path, 'expected the state of a KVM vCPU, with the key "Kvm"');
  if (under(kvm, 'msrs') !== undefined)
    kvm.stop(
      kvm.path,
      'expected a vCPU of an arm64 host; this one is of x86-64, whose state is not held in ONE_REG registers',
    );
  return kvm;
}

function utf8(node: Json): string {
  const bytes = listIn(node).map(u64Of);
  return new TextDecoder().decode(Uint8Array.from(bytes, Number));
}

function vcpuOf(kvm: Json): VcpuReading {
  const extended = ['pre_finalize_regs', 'extended_regs'].flatMap((key) => {
    const list = under(kvm, key);
    return list === undefined ? [] : listIn(list).map(extendedReg);
  });
  return reading([...coreRegs(must(kvm, 'core_regs')), ...extended, ...listIn(must(kvm, 'sys_regs')).map(oneReg)]);
}

function reading(registers: readonly Reading[]): VcpuReading {
  return { registers, at: (n) => registers[n]?.path ?? '' };
}

/** Cloud Hypervisor does not read them then, and saves zeros. */
function withoutVectors({ registers, at }: VcpuReading): VcpuReading {
  const kept = registers
    .map((register, n) => ({ ...register, path: at(n) }))
    .filter(({ id }) => !vectorIds.includes(id));
  return reading(kept);
}

function hasBytes(vcpu: Json): boolean {
  return !isObject(must(vcpu, 'core_regs').value);
}
