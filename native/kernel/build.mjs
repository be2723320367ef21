// SPDX-License-Identifier: Apache-2.0
// Builds the kernel of lab:scope:max from Debian's present source package into the cache, and says where it is. Does nothing when
// just that was built before. `plain` as an argument builds the same kernel without patches.
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const contents = `
  import { buildKernel, defaultCache } from '@regscope/lab';
  const [name = 'scope'] = process.argv.slice(2);
  const onProgress = (text) => console.error(text);
  const kernels = ${JSON.stringify(fileURLToPath(new URL('.', import.meta.url)))};
  const ending = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => ending.abort(new Error('given up')));
  const options = { cache: defaultCache(process.env), kernels, onProgress, signal: ending.signal };
  await buildKernel(name, options).then(console.log, ({ message, remedy }) => {
    console.error([message, remedy].filter(Boolean).join('\\n'));
    process.exitCode = 1;
  });
`;
const resolveDir = fileURLToPath(new URL('../../packages/sources', import.meta.url));
const bundled = await build({
  stdin: { contents, resolveDir },
  bundle: true,
  platform: 'node',
  format: 'esm',
  write: false,
});
await import(`data:text/javascript,${encodeURIComponent(bundled.outputFiles[0].text)}`);
