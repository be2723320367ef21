import type { Vm } from '@regscope/contract';

/** The VMs whose registers can be looked at: of other processes those that regscope attached to. */
export function readable(vms: readonly Vm[]): Vm[] {
  return vms.filter((vm) => whyUnread(vm) === undefined);
}

/** Why the registers of a VM cannot be looked at; undefined where they can. */
export function whyUnread({ kind, readAt }: Pick<Vm, 'kind' | 'readAt'>): string | undefined {
  if (kind !== 'attached' || readAt !== undefined) return undefined;
  return 'It belongs to another process, and regscope has not attached to it: do so on its page.';
}
