import type { Arch, CatalogueRegister, Layout, RegisterId } from '@regscope/registers';
import { arm64Entries } from './arm64-entries.ts';
import type { Entry } from './entry.ts';
import { featuresOfField } from './feature-rules.ts';
import { parseLayout } from './parse-layout.ts';
import { riscvEntries } from './riscv-entries.ts';
import { x86Entries } from './x86-entries.ts';

export type Catalogue = {
  /** The manual's name; undefined when the register is not in the catalogue. */
  nameOf: (id: RegisterId) => string | undefined;
  /** A few words; empty when there are none. */
  titleOf: (id: RegisterId) => string;
  /** A register by its name or an alias, in any case. */
  find: (text: string) => RegisterId | undefined;
  /** Everything, with the layouts; made on the first call for a register and kept. */
  details: (id: RegisterId) => CatalogueRegister | undefined;
  ids: () => readonly RegisterId[];
};

/** The catalogue of an architecture, made on first use; an empty one for an architecture that has none. */
export function catalogue(arch: Arch): Catalogue {
  const made = catalogues.get(arch) ?? build(entriesOf[arch]());
  catalogues.set(arch, made);
  return made;
}

const catalogues = new Map<Arch, Catalogue>();

const entriesOf: Readonly<Record<Arch, () => readonly Entry[]>> = {
  arm64: arm64Entries,
  'x86-64': x86Entries,
  riscv64: riscvEntries,
  unknown: () => [],
};

function build(entries: readonly Entry[]): Catalogue {
  const byId = new Map(entries.map((entry) => [entry.id, entry]));
  const kept = new Map<RegisterId, CatalogueRegister>();
  let byName: ReadonlyMap<string, RegisterId> | undefined;
  return {
    nameOf: (id) => byId.get(id)?.name,
    titleOf: (id) => byId.get(id)?.title ?? '',
    find: (text) => (byName ??= namesOf(entries)).get(text.trim().toLowerCase()),
    details: (id) => {
      const entry = byId.get(id);
      if (entry === undefined) return undefined;
      const made = kept.get(id) ?? { ...entry, layouts: layoutsOf(entry) };
      kept.set(id, made);
      return made;
    },
    ids: () => [...byId.keys()],
  };
}

/** A name belongs to the register that bears it first, an alias only where no register bears it. */
function namesOf(entries: readonly Entry[]): ReadonlyMap<string, RegisterId> {
  const aliases = entries.flatMap((entry) => entry.aliases.map((alias) => [alias.toLowerCase(), entry.id] as const));
  const names = entries.map((entry) => [entry.name.toLowerCase(), entry.id] as const);
  return new Map([...aliases, ...names]);
}

function layoutsOf({ name, layouts }: Entry): Layout[] {
  const number = /\d+/.exec(name)?.[0] ?? '';
  const filled = (line: string) => line.replaceAll('<n>', number).replaceAll('SELF.', `${name}.`);
  return layouts().map((lines) => withFeatures(name, parseLayout(lines.map(filled))));
}

/** A field of an ID register speaks of the features that it decides; any other of the feature that it needs. */
function withFeatures(register: string, { when, fields }: Layout): Layout {
  return {
    when,
    fields: fields.map((field) => ({ ...field, feature: featuresOfField(register, field.name)[0] ?? field.feature })),
  };
}
