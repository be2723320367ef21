/** As make calls the architecture of this machine, and the folder of what it built. */
export const nativeArch =
  { x64: 'x86_64', arm64: 'aarch64', riscv64: 'riscv64' }[process.arch as string] ?? process.arch;
