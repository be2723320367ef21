// Chooses among Debian's names of kernel packages. From 6.19 on the image itself is in `linux-binary-VERSION` and the modules are in
// `linux-modules-VERSION`; before, both are in `linux-image-VERSION`, which later is a meta package.

export type KernelPackage = { readonly name: string; readonly release: string };

const shape = /^linux-(image|binary)-((\d+\.\d+)[.~+\d][\w.+~-]*?-((?:cloud-)?(?:arm64|riscv64)))$/;

export type WantedKernel = { readonly series: string; /** How its release ends. */ readonly flavour: string };

/** The package with the newest kernel of a series, out of a list of package names. */
export function newestKernel(names: readonly string[], { series, flavour }: WantedKernel): KernelPackage | undefined {
  const found = names.flatMap((name) => {
    const [, kind, release = '', itsSeries, itsFlavour] = shape.exec(name) ?? [];
    return itsSeries === series && itsFlavour === flavour ? [{ name, release, isBinary: kind === 'binary' }] : [];
  });
  const [best] = found.toSorted(
    (a, b) => compareVersions(b.release, a.release) || Number(b.isBinary) - Number(a.isBinary),
  );
  return best && { name: best.name, release: best.release };
}

/** Compares versions number by number, the text between numbers as text: 6.12.9 is before 6.12.10. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [a, b].map((version) => version.match(/\d+|\D+/g) ?? []);
  for (const [i, one] of (left ?? []).entries()) {
    const other = right?.[i];
    if (other === undefined) return 1;
    const order = /^\d/.test(one) && /^\d/.test(other) ? Number(one) - Number(other) : rank(one, other);
    if (order !== 0) return order;
  }
  return (left?.length ?? 0) - (right?.length ?? 0);
}

// A tilde, as in ~rc1, sorts before everything (deb-version(7)).
function rank(a: string, b: string): number {
  if (a.startsWith('~') !== b.startsWith('~')) return a.startsWith('~') ? -1 : 1;
  return a < b ? -1 : Number(a > b);
}
