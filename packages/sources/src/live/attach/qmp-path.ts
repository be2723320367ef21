/** Where QEMU was told to listen for QMP clients, as its process sees it: `-qmp unix:PATH,…`, or `-mon` with the `-chardev` that it names. */
export function qmpPath(argv: readonly string[]): string | undefined {
  const direct = valuesOf(argv, '-qmp').map((text) => /^unix:([^,]+)/.exec(text)?.[1]);
  const monitors = valuesOf(argv, '-mon').filter((text) => partsOf(text).get('mode') === 'control');
  const named = monitors.map((text) => partsOf(text).get('chardev') ?? text.split(',')[0] ?? '');
  const chardevs = valuesOf(argv, '-chardev').filter((text) => text.startsWith('socket,'));
  const paths = chardevs
    .filter((text) => named.includes(partsOf(text).get('id') ?? ''))
    .map((text) => partsOf(text).get('path'));
  return [...direct, ...paths].find((path) => path !== undefined);
}

function valuesOf(argv: readonly string[], option: string): string[] {
  return argv.flatMap((argument, n) => (argument === option || argument === `-${option}` ? (argv[n + 1] ?? []) : []));
}

function partsOf(text: string): Map<string, string> {
  const parts = text.split(',').map((part) => /^([\w-]+)=(.*)$/.exec(part));
  return new Map(parts.flatMap((part) => (part === null ? [] : [[part[1] ?? '', part[2] ?? ''] as const])));
}
