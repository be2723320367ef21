/** `1 VM`, `3 VMs`. */
export function vmsText(count: number): string {
  return count === 1 ? '1 VM' : `${count} VMs`;
}
