import table from '../data/arm64-layouts.json' with { type: 'json' };

/** The layouts of a system register by its name, and who says so. */
export function arm64Layouts(name: string): { layouts: readonly (readonly string[])[]; source: string } {
  const rows: Readonly<Record<string, string>> = table.registers;
  const [numbers = '', source = 'own'] = (rows[name] ?? '').split(' ; ');
  const layouts = numbers.split(' ').flatMap((number) => {
    const found = number === '' ? undefined : table.layouts[Number(number)];
    return found === undefined ? [] : [found];
  });
  return { layouts, source };
}
