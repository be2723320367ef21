import type { Capture, CapturedRegister } from './format.ts';

/** A capture as a person reads it: where it comes from, then a line per register. `nameOf` says what an id is called. */
export function showCapture(capture: Capture, nameOf: (id: string) => string): string {
  const { host, vm, made, registers } = capture;
  const cpu = host.cpu === null ? '' : `, ${host.cpu}`;
  return [
    `${host.name} (${host.kind}), ${host.arch}${cpu}, Linux ${host.kernel}`,
    `${vm.vcpus} vCPUs, ${vm.phase}, made by ${vm.vmm}, features: ${vm.features.join(' ') || 'none'}`,
    `captured ${made.at} by ${made.by}`,
    `${registers.length} registers, ${announced(capture)}, ${probed(capture)}`,
    ...registers.map((register) => `${register.id}  ${nameOf(register.id)}  ${held(register)}`),
    '',
  ].join('\n');
}

function announced({ announced: masks }: Capture): string {
  return masks === null ? 'no writable masks announced' : `writable masks announced for ${masks.length}`;
}

function probed({ probe }: Capture): string {
  if (probe === null) return 'not probed';
  return `probed in ${probe.shapes.length} ${probe.shapes.length === 1 ? 'shape' : 'shapes'}, ${probe.seconds} s`;
}

function held(register: CapturedRegister): string {
  if ('value' in register) return register.value;
  return register.values.map((value, vcpu) => value ?? register.errors[vcpu] ?? '').join(', ');
}
