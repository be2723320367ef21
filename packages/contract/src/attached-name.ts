/** Whether a name is of the kind that VMs of other processes have: PID-FD, as in debugfs. VMs that regscope made have plain numbers. */
export function isAttachedName(name: string): boolean {
  return /^\d{1,10}-\d{1,10}$/.test(name);
}
