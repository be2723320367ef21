// VMs and recorded hosts as somebody looks for them in the dialog.
import type { Vm } from '@regscope/contract';
import { whyUnread } from '../../api/readable.ts';
import { addressText } from '../../api/vm-address.ts';
import type { Known } from './default-sides.ts';
import { shortCpu, shortKernel } from './side-words.ts';

export type SideToChoose = { text: string; arch: string; about: string; group: string; because?: string };

/** Live VMs first; then what was recorded, of each architecture from the newest kernel to the oldest. All words of `find` must fit. */
export function sidesToChoose({ vms, captures }: Known, find: string): SideToChoose[] {
  const words = find.toLowerCase().split(/\s+/);
  const live = vms.filter(({ kind, phase }) => kind !== 'recorded' && phase !== 'gone').map(asLive);
  const recorded = captures
    .toSorted(
      (a, b) =>
        natural.compare(a.arch, b.arch) || natural.compare(b.kernel, a.kernel) || natural.compare(a.name, b.name),
    )
    .map(({ name, arch, kernel, cpu, probed }) => ({
      text: `${name}/1`,
      arch,
      about: `${shortCpu(cpu)}${probed === 0 ? ', not probed: what its host takes is not known' : ''}`,
      group: `${arch} · Linux ${shortKernel(kernel)}`,
    }));
  return [...live, ...recorded].filter(({ text, about, group }) => {
    const all = `${text} ${about} ${group}`.toLowerCase();
    return words.every((word) => all.includes(word));
  });
}

/** Why it cannot stand in a matrix with the others; undefined where it can. */
export function whyNotWith(
  chosen: readonly string[],
  { text, arch, because }: SideToChoose,
  all: readonly SideToChoose[],
) {
  if (chosen.includes(text) || because !== undefined) return because;
  const other = all.find((one) => chosen.includes(one.text) && one.arch !== arch);
  return other === undefined
    ? undefined
    : `It is ${arch}, and ${other.text} is ${other.arch}: they share no registers.`;
}

function asLive(vm: Vm): SideToChoose {
  const because = whyUnread(vm);
  return {
    text: addressText(vm),
    arch: vm.arch,
    about: `${vm.arch}, ${vm.phase}${because === undefined ? '' : ', not attached to'}`,
    group: 'live VMs',
    ...(because === undefined ? {} : { because }),
  };
}

const natural = new Intl.Collator('en', { numeric: true });
