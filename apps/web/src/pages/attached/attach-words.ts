// What attaching does to a VM, in words: the same on the button, in the dialog and in the head of what was read.
import type { Attachment, Sighting, Vm } from '@regscope/contract';

type Stopped = Pick<Vm, 'phase' | 'vcpus'>;

/** How long a vCPU stands still while its registers are read, before anybody measured it on this VM. */
const USUAL = 'about 0.3 ms';

/** `Attach: stops each of 4 vCPUs for about 0.3 ms`. */
export function attachText(vm: Stopped): string {
  return `Attach: ${vm.phase === 'new' ? 'the whole process stands still for a moment' : `stops ${whom(vm)} for ${USUAL}`}`;
}

/** As a sentence, with what was measured where something was. */
export function attachAgainText(vm: Stopped, { stops }: Attachment): string {
  if (vm.phase === 'new') return 'Read all registers again: the whole process stands still for a moment';
  const median = Math.max(0, ...stops.map(({ medianUs }) => medianUs));
  return `Read all registers again: stops ${whom(vm)} for ${median === 0 ? USUAL : `about ${formatUs(median)}`}`;
}

/** Which VMM it is, for who does not want to be asked again: the program's own name where regscope knows none. */
export function vmmKind({ vm, process }: Pick<Sighting, 'vm' | 'process'>): string {
  return vm.vmm === 'unknown' ? process.comm : vm.vmm;
}

/** `QEMU (pid 4711)`. */
export function whoseText({ vm, process }: Pick<Sighting, 'vm' | 'process'>): string {
  return `${vmmKind({ vm, process })} (pid ${process.pid})`;
}

/** `7.4 µs`, `312 µs`, `1.24 ms`. */
export function formatUs(us: number): string {
  if (us < 1000) return `${us < 10 ? us.toFixed(1) : Math.round(us)} µs`;
  return us < 10_000 ? `${(us / 1000).toFixed(2)} ms` : `${Math.round(us / 1000)} ms`;
}

/** Every vCPU in one line: the worst of each figure. */
export function stopsSum({ stops }: Attachment): { last: string; rest: string } {
  const worst = (of: (one: Attachment['stops'][number]) => number) => formatUs(Math.max(...stops.map(of)));
  const most = stops.length > 1 ? '≤ ' : '';
  const counts = stops.map((one) => one.stops);
  const [least, highest] = [Math.min(...counts), Math.max(...counts)];
  const last = `${most}${worst(({ lastUs }) => lastUs)}`;
  if (highest <= 1) return { last, rest: '' };
  const times = least === highest ? String(highest) : `${least}–${highest}`;
  const rest = `median ${most}${worst(({ medianUs }) => medianUs)}, p99 ${most}${worst(({ p99Us }) => p99Us)} over ${times} stops`;
  return { last, rest };
}

function whom({ vcpus }: Stopped): string {
  if (vcpus === null) return 'each vCPU';
  return vcpus === 1 ? 'its vCPU' : `each of ${vcpus} vCPUs`;
}
