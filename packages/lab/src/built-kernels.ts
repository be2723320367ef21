/** Kernels that no distribution has: built here from Debian's source package by the recipe in native/kernel. They stand for a series. */
export const builtKernels = {
  /** Says the scope of registers itself (KVM_CAP_ARM_ONE_REG_SCOPE). */
  scope: { patches: 'all' },
  /** The same without patches, to compare with. */
  plain: { patches: 'none' },
} as const satisfies Readonly<Record<string, { readonly patches: 'all' | 'none' }>>;

export type BuiltKernelName = keyof typeof builtKernels;

/** Whether a kernel is named that is built, and no series. */
export function isBuiltKernel(name: string): name is BuiltKernelName {
  return Object.hasOwn(builtKernels, name);
}
