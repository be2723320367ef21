import {
  createCatalogue,
  hex,
  type Arch,
  type Catalogue,
  type CatalogueData,
  type IndexRow,
} from '@regscope/registers';
import { arm64Entries } from './arm64-entries.ts';
import { arm64Features } from './arm64-features.ts';
import type { Entry } from './entry.ts';
import { resetFiller } from './reset-filler.ts';
import { riscvEntries } from './riscv-entries.ts';
import { x86Entries } from './x86-entries.ts';

/** The catalogue of an architecture, made on first use; an empty one for an architecture that has none. */
export function catalogue(arch: Arch): Catalogue {
  const made = catalogues.get(arch) ?? createCatalogue(catalogueData(arch));
  catalogues.set(arch, made);
  return made;
}

/** The same as plain data, to be sent. */
export function catalogueData(arch: Arch): CatalogueData {
  const entries = entriesOf[arch]();
  return {
    index: { registers: entries.map(indexRow), filler: arch === 'arm64' ? hex(resetFiller) : null },
    layouts: layoutsOf(entries),
    features: arch === 'arm64' ? arm64Features() : {},
  };
}

const catalogues = new Map<Arch, Catalogue>();

const entriesOf: Readonly<Record<Arch, () => readonly Entry[]>> = {
  arm64: arm64Entries,
  'x86-64': x86Entries,
  riscv64: riscvEntries,
  unknown: () => [],
};

function indexRow({ id, name, title, aliases, note, source }: Entry): IndexRow {
  return [hex(id), name, title, aliases.join(' '), note, source];
}

/** Registers of one shape share it: sixteen breakpoints are described once. */
function layoutsOf(entries: readonly Entry[]): CatalogueData['layouts'] {
  const numbers = new Map<string, number>();
  const shapes: (readonly string[])[] = [];
  const numberOf = (shape: readonly string[]) => {
    const key = shape.join('\n');
    const number = numbers.get(key) ?? shapes.push(shape) - 1;
    numbers.set(key, number);
    return number;
  };
  return { of: entries.map(({ layouts }) => layouts().map(numberOf)), shapes };
}
