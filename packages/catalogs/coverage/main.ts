// `pnpm --filter @regscope/catalogs coverage [FOLDER]`: how much of captured register values the catalogue explains, per kernel.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { coverageOf, type Coverage } from './coverage-of.ts';
import { readCapture } from './read-capture.ts';

const folder = process.argv[2] ?? '../../../shared/captures';
if (!existsSync(folder)) {
  process.stdout.write(`skipped: no captures in ${folder}\n`);
  process.exit(0);
}
const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
const rows = files.flatMap((name) => {
  const parsed: unknown = JSON.parse(readFileSync(join(folder, name), 'utf8'));
  return readCapture(parsed).map((capture) => ({ name, ...coverageOf(capture) }));
});
for (const row of rows) process.stdout.write(`${line(row)}\n`);
process.exitCode = rows.some(({ missing }) => missing.length > 0) ? 1 : 0;

function line({
  name,
  variant,
  ids,
  named,
  bits,
  known,
  enums,
  labelled,
  filler,
  missing,
}: Coverage & { name: string }): string {
  const figures = `ids named ${named}/${ids}, set bits in fields ${known}/${bits}, values labelled ${labelled}/${enums}, reset filler ${filler}`;
  const lacks = missing.length === 0 ? '' : `\n  ${missing.join('\n  ')}`;
  return `${name} ${variant}: ${figures}${lacks}`;
}
