import type { FeatureRow } from '@regscope/contract';
import { useRouter } from '@tanstack/react-router';
import { useCallback, useMemo, type MouseEvent } from 'react';
import type { VmAddress } from '../../api/queries.ts';

/** Addresses of the VMs' pages, and what a press on a link into one does. Plain links: thousands of the router's own are too slow to scroll. */
export function useVmLinks(chosen: readonly VmAddress[]) {
  const router = useRouter();
  const hrefs = useMemo(
    () => chosen.map((params) => router.buildLocation({ to: '/hosts/$host/vms/$vm', params }).href),
    [router, chosen],
  );
  const go = useCallback((href: string) => void router.navigate({ href }), [router]);
  const follow = useCallback(
    (event: MouseEvent<HTMLAnchorElement>) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      go(event.currentTarget.getAttribute('href') ?? '/');
    },
    [go],
  );
  return { hrefs, go, follow };
}

/** To the register that decides, the first where several do; to the VM where none does. */
export function registerHref(vm: string, { fields: [first] }: Pick<FeatureRow, 'fields'>): string {
  return first === undefined ? vm : `${vm}?q=${registerOf(first)}`;
}

/** `ID_AA64ISAR0_EL1` of `ID_AA64ISAR0_EL1.Atomic`. */
export function registerOf(field: string): string {
  return field.split('.')[0] ?? field;
}
