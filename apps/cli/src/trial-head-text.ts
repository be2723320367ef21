import type { TrialAnswer } from '@regscope/contract';

/** From where to where, and the verdict with its reasons. */
export function headText(answer: TrialAnswer): string[] {
  const { from, host, kernel, cpu, vcpus, vmm, same, ms } = answer;
  return [
    `from  ${placeText(from)}, ${countText(from.registers, 'register')}, ${countText(from.vcpus, 'vCPU')}`,
    `to    ${placeText({ name: host, kernel, cpu })}, ${countText(vcpus, 'vCPU')}; written ${orders[vmm] ?? `as ${vmm} does`} in ${ms} ms`,
    '',
    `${verdictText(answer)}; ${countText(same, 'register')} as in the state`,
    ...(answer.features.lacking.length === 0
      ? []
      : [
          `the host lacks: ${answer.features.lacking.join(', ')} (given: ${answer.features.given.join(', ') || 'none'})`,
        ]),
    ...(vcpus === from.vcpus ? [] : [`the host gives a VM ${countText(vcpus, 'vCPU')}, of ${from.vcpus}`]),
  ];
}

/** A file may tell neither. */
function placeText({ name, kernel, cpu }: { name: string; kernel: string; cpu: string | null }): string {
  return `${name}: ${kernel === 'unknown' ? 'kernel unknown' : `Linux ${kernel}`}, ${cpu ?? 'CPU unknown'}`;
}

const orders: Readonly<Record<string, string>> = { kvm: 'in the order that KVM documents' };

function verdictText({ loaded, from, vcpus, features: { lacking }, failed, changed }: TrialAnswer): string {
  const parts = [
    ...(failed.length === 0 ? [] : [`${countText(idsOf(failed), 'register')} refused`]),
    ...(lacking.length === 0 ? [] : [`${countText(lacking.length, 'feature')} lacking`]),
    ...(vcpus === from.vcpus ? [] : [`${countText(from.vcpus - vcpus, 'vCPU')} too many`]),
    ...(changed.length === 0 ? [] : [`${countText(idsOf(changed), 'register')} stored otherwise`]),
  ];
  return `${loaded ? 'loads' : 'does not load'}${parts.length === 0 ? '' : `: ${parts.join(', ')}`}`;
}

function idsOf(rows: readonly { id: string }[]): number {
  return new Set(rows.map(({ id }) => id)).size;
}

function countText(n: number, what: string): string {
  return `${n} ${what}${n === 1 ? '' : 's'}`;
}
