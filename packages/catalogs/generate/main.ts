// Builds data/*.json: `pnpm --filter @regscope/catalogs generate --arm PATH --linux PATH`. Run by hand when Arm or Linux release.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { arm64Catalogue, header } from './arm64-catalogue.ts';
import { pmuFile } from './linux-pmu-events.ts';
import { riscvExtensions, riscvFile } from './riscv-extensions.ts';
import { openSource } from './sources.ts';
import { x86Files, x86Msrs } from './x86-msrs.ts';

const linuxFiles = [
  'Makefile',
  'arch/arm64/tools/sysreg',
  'arch/arm64/include/asm/sysreg.h',
  'arch/arm64/kernel/cpufeature.c',
  'arch/arm64/kvm/sys_regs.c',
  pmuFile,
  ...x86Files,
  riscvFile,
];

const { values } = parseArgs({
  options: { arm: { type: 'string' }, linux: { type: 'string' }, out: { type: 'string' } },
});
if (values.arm === undefined || values.linux === undefined) {
  process.stderr.write(
    'usage: generate --arm PATH (package of Arm or its folder) --linux PATH (linux-source package, archive or tree)\n',
  );
  process.exit(2);
}
const arm = openSource(values.arm, ['Registers.json', 'Features.json']);
const linux = openSource(values.linux, linuxFiles);
try {
  const files = {
    ...arm64Catalogue(arm, linux),
    'x86-msrs.json': { header, msrs: x86Msrs(linux) },
    'riscv-extensions.json': { header, ...riscvExtensions(linux) },
  };
  for (const [file, content] of Object.entries(files))
    writeFileSync(join(values.out ?? 'data', file), `${JSON.stringify(content, null, 1)}\n`);
} finally {
  arm.close();
  linux.close();
}
