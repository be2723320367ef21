// Bundles what runs under plain Node: the command line (and with it the server) and the child process that holds the FFI.
// Everything is bundled but the FFI, whose native files must be found beside it.
import { build } from 'esbuild';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));

const programs = [
  { entry: 'packages/kvm/src/ffi-child.ts', out: 'packages/kvm/dist/ffi-child.js' },
  { entry: 'apps/server/src/bench.ts', out: 'apps/server/dist/bench.js' },
  { entry: 'apps/cli/src/main.ts', out: 'apps/cli/dist/regscope.js' },
];

// Libraries written as CommonJS ask for `require`, which a module has to make for itself.
const banner = { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" };

const only = process.argv[2];
for (const { entry, out } of programs.filter((program) => only === undefined || program.entry.includes(only)))
  await build({
    absWorkingDir: root,
    entryPoints: [entry],
    outfile: out,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20.19',
    sourcemap: true,
    logLevel: 'warning',
    external: ['ffi-napi', 'ref-napi'],
    banner,
    define: { REGSCOPE_VERSION: JSON.stringify(version) },
  });
