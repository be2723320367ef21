import {
  baselineCsv,
  baselineMarkdown,
  baselinePlan,
  firecrackerTemplate,
  placeName,
  qemuProperties,
  type BaselineSheet,
  type Exported,
} from '@regscope/captures';
import { RegscopeError, wirePlan, type BaselineExport, type ExportBaseline } from '@regscope/contract';

/** Throws a RegscopeError of code BAD_REQUEST for a plan for a host that is none of the baseline's. */
export function exportBaseline(sheet: BaselineSheet, { format, host }: ExportBaseline): BaselineExport {
  return { format, ...writers[format](sheet, host) };
}

const writers: Readonly<Record<BaselineExport['format'], (sheet: BaselineSheet, host?: string) => Exported>> = {
  firecracker: firecrackerTemplate,
  qemu: qemuProperties,
  plan: planFile,
  csv: baselineCsv,
  markdown: baselineMarkdown,
};

function planFile(sheet: BaselineSheet, host?: string): Exported {
  const at = host === undefined ? 0 : sheet.hosts.findIndex(({ name }) => name === host);
  const name = sheet.hosts[at]?.name;
  if (name === undefined)
    throw new RegscopeError('BAD_REQUEST', `${host} is none of the hosts of the baseline`, { host: host ?? '' });
  const { plan, notes } = baselinePlan(sheet, at);
  const open = sheet.blocking.map(({ name: register, field }) => `left open: ${placeName(register, field)}`);
  const use = `for a fresh VM of ${name}: regscope edit HOST/new --here --plan FILE`;
  const empty = plan.edits.length === 0 ? [`a fresh VM of ${name} is the baseline already: the plan is empty`] : [use];
  return {
    file: `baseline-${name.replaceAll(/[^\w.-]+/g, '-')}.plan.json`,
    text: `${JSON.stringify(wirePlan(plan), null, 2)}\n`,
    notes: [...empty, ...notes, ...open],
  };
}
