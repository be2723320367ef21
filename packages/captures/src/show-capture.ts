import type { Attached, Capture, CapturedRegister, Imported } from './format.ts';

/** A capture as a person reads it: where it comes from, then a line per register. `nameOf` says what an id is called. */
export function showCapture(capture: Capture, nameOf: (id: string) => string): string {
  const { host, vm, made, imported, attached, registers } = capture;
  const cpu = host.cpu === null ? '' : `, ${host.cpu}`;
  const features = vm.features === null ? 'unknown' : vm.features.join(' ') || 'none';
  return [
    `${host.name} (${imported?.format ?? host.kind}), ${host.arch}${cpu}, ${host.kernel === null ? 'kernel unknown' : `Linux ${host.kernel}`}`,
    `${counted(vm.vcpus, 'vCPU')}, ${vm.phase === 'unknown' ? 'phase unknown' : vm.phase}, made by ${vm.vmm ?? 'an unknown VMM'}, features: ${features}`,
    ...(imported === null ? [`captured ${made.at} by ${made.by}`] : origin(imported, made)),
    ...(attached === null ? [] : stood(attached)),
    `${counted(registers.length, 'register')}, ${announced(capture)}, ${probed(capture)}`,
    ...registers.map((register) => `${register.id}  ${nameOf(register.id)}  ${held(register)}`),
    '',
  ].join('\n');
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}

function origin({ version, claims, unknown, partial }: Imported, made: Capture['made']): string[] {
  return [
    `imported ${made.at} by ${made.by}, version of the format: ${version ?? 'none'}`,
    ...claims.map(({ what, says }) => `the file says: ${what}: ${says}`),
    ...unknown.map(({ what, because }) => `unknown: ${what}: ${because}`),
    ...partial.map(({ id, value, mask }) => `told in part: ${id}: ${value} in the bits ${mask}`),
  ];
}

function stood({ readAt, despiteFilters, stops }: Attached): string[] {
  return [
    `read ${readAt} by attaching${despiteFilters ? ', despite seccomp filters' : ''}`,
    ...stops.map(
      ({ vcpu, lastUs, medianUs, p99Us, stops: n }) =>
        `vCPU ${vcpu} stood still ${lastUs} us; median ${medianUs} us, p99 ${p99Us} us of ${counted(n, 'stop')}`,
    ),
  ];
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
