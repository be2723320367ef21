import { decodeId, registerId } from '@regscope/registers';
import type { Entry } from './entry.ts';
import { riscvGroups, type RiscvGroup } from './own/riscv-groups.ts';

/** Every register of KVM/RISC-V on a 64-bit host: an unsigned long has 64 bits there. */
export function riscvEntries(): Entry[] {
  return [...riscvGroups.flatMap(groupEntries), ...vectors()];
}

function groupEntries(group: RiscvGroup): Entry[] {
  return group.names.map((name, n) => {
    const size = BigInt(group.sizes?.[name] ?? group.size);
    const id = registerId(0x8000_0000_0000_0000n | (size << 52n) | (BigInt(group.base) + BigInt(n)));
    const lines = group.fields?.[name] ?? group.each ?? [`${(8 << Number(size)) - 1}:0 VALUE`];
    return {
      id,
      name: `${group.prefix}${name}`,
      title: group.titles?.[name] ?? group.title?.replace('#', name) ?? '',
      aliases: [...new Set([decodeId(id).name, name, name.replace(/^X_/, '')])],
      note: '',
      source: 'linux 7.3, own',
      layouts: () => [['', ...lines]],
    };
  });
}

/** As long as the host's VLENB. They follow the six words of struct __riscv_v_ext_state (arch/riscv/include/uapi/asm/kvm.h, Linux 7.3). */
function vectors(): Entry[] {
  return [4, 5, 6, 7, 8].flatMap((size) =>
    Array.from({ length: 32 }, (_, n) => ({
      id: registerId(0x8000_0000_0900_0006n | (BigInt(size) << 52n) | BigInt(n)),
      name: `v${n}`,
      title: `Vector register ${n}, ${8 << size} bits`,
      aliases: [],
      note: '',
      source: 'linux 7.3, own',
      layouts: () => [['', `${(8 << size) - 1}:0 VALUE`]],
    })),
  );
}
