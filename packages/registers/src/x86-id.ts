// x86's part of the id (arch/x86/include/uapi/asm/kvm.h, Linux 6.18): bits 39..32 choose a type, bits 31..0 are its index.
import { reservedBits } from './reserved-bits.ts';
import { part, type IdClass } from './register-name.ts';
import { sizeInBytes, type RegisterId } from './register-id.ts';

export function x86IdClass(id: RegisterId): IdClass {
  const type = part(id, { name: 'type', msb: 39, lsb: 32 });
  const index = part(id, { name: 'index', msb: 31, lsb: 0 });
  const number = `0x${index.value.toString(16)}`;
  const row = types[Number(type.value)];
  const problems = [
    ...reservedBits(id, { msb: 51, lsb: 40, because: 'on x86' }),
    ...(row === undefined ? [`bits 39..32: no x86 register type ${type.value}`] : row.problems(id, index.value)),
  ];
  const known = row ?? { class: 'unknown', name: (text: string) => `type${type.value}[${text}]` };
  return {
    class: known.class,
    name: known.name(number),
    note: '',
    parts: [{ ...type, meaning: known.class }, index],
    problems,
  };
}

const types: Readonly<
  Record<
    number,
    { class: string; name: (number: string) => string; problems: (id: RegisterId, index: bigint) => string[] }
  >
> = {
  2: { class: 'msr', name: (number) => `MSR_${number}`, problems: (id) => not64(id) },
  3: {
    class: 'kvm',
    name: (number) => (number === '0x0' ? 'GUEST_SSP' : `KVM_${number}`),
    problems: (id, index) => [
      ...not64(id),
      ...(index === 0n ? [] : ['bits 31..0: the guest shadow stack pointer (0) is the only one']),
    ],
  },
};

function not64(id: RegisterId): string[] {
  const size = sizeInBytes(id);
  return size === undefined || size === 8
    ? []
    : [`bits 55..52: every x86 register has 64 bits, the id says ${size * 8}`];
}
