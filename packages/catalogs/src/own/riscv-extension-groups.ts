import extensions from '../../data/riscv-extensions.json' with { type: 'json' };
import type { RiscvGroup } from './riscv-groups.ts';
import { isaTitles, sbiTitles } from './riscv-titles.ts';

/** A register per extension, and sixty-four of them in a word to enable and one to disable them. */
export function extensionGroups(each: readonly string[]): RiscvGroup[] {
  return [
    ...extension(0x0700_0000, extensions.isa, { prefix: 'isa_ext', title: 'ISA extension', titles: isaTitles, each }),
    ...extension(0x0800_0000, extensions.sbi, { prefix: 'sbi_ext', title: 'SBI extension', titles: sbiTitles, each }),
  ];
}

type Extensions = {
  prefix: string;
  title: string;
  titles: Readonly<Record<string, string>>;
  each: readonly string[];
};

function extension(base: number, names: readonly string[], what: Extensions): RiscvGroup[] {
  const { prefix, title } = what;
  const titles = Object.fromEntries(Object.entries(what.titles).map(([name, about]) => [name, `${title}: ${about}`]));
  return [
    { base, size: 3, prefix: `${prefix}.`, names, titles, title: `${title} #`, each: what.each },
    { ...multi(names, `Enables ${title}s, word #`), base: base + 0x1_0000, prefix: `${prefix}.multi_enable.` },
    { ...multi(names, `Disables ${title}s, word #`), base: base + 0x2_0000, prefix: `${prefix}.multi_disable.` },
  ];
}

function multi(names: readonly string[], what: string): Omit<RiscvGroup, 'base' | 'prefix'> {
  const count = Math.ceil(names.length / 64);
  const fields = Array.from({ length: count }, (_, word) => {
    const here = names.slice(word * 64, word * 64 + 64).map((name, bit) => `${bit} ${name}`);
    return [String(word), here] as const;
  });
  return { size: 3, names: fields.map(([word]) => word), title: what, fields: Object.fromEntries(fields) };
}
