import { fromHex } from '../hex.ts';
import { idFromHex, type RegisterId } from '../register-id.ts';
import type { CatalogueData, CatalogueLayouts, IndexRow } from './catalogue-data.ts';
import type { CatalogueRegister, Layout } from './catalogue-register.ts';
import { featureRules, type FeatureRules } from './feature-rules.ts';
import { decisionsOf } from './decisions-of.ts';
import { parseLayout } from './parse-layout.ts';

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
  /** What KVM puts where the architecture resets to an unknown value: no field of it means anything. */
  filler: bigint | undefined;
  features: FeatureRules;
};

export function createCatalogue({ index, layouts, features: featureRows }: CatalogueData): Catalogue {
  const byId = new Map(index.registers.map((row, at) => [idOf(row), { row, at }]));
  const kept = new Map<RegisterId, CatalogueRegister>();
  const features = featureRules(featureRows);
  let byName: ReadonlyMap<string, RegisterId> | undefined;
  return {
    nameOf: (id) => byId.get(id)?.row[1],
    titleOf: (id) => byId.get(id)?.row[2] ?? '',
    find: (text) => (byName ??= namesOf(index.registers)).get(text.trim().toLowerCase()),
    details,
    ids: () => [...byId.keys()],
    filler: index.filler === null ? undefined : fromHex(index.filler),
    features,
  };

  function details(id: RegisterId): CatalogueRegister | undefined {
    const found = byId.get(id);
    if (found === undefined) return undefined;
    const made = kept.get(id) ?? register(found.row, shapesOf(layouts, found.at), features);
    kept.set(id, made);
    return made;
  }
}

function idOf([id]: IndexRow): RegisterId {
  return idFromHex(id);
}

/** A name belongs to the register that bears it first, an alias only where no register bears it. */
function namesOf(rows: readonly IndexRow[]): ReadonlyMap<string, RegisterId> {
  const aliases = rows.flatMap((row) =>
    row[3].split(' ').flatMap((alias) => (alias === '' ? [] : [[alias.toLowerCase(), idOf(row)] as const])),
  );
  return new Map([...aliases, ...rows.map((row) => [row[1].toLowerCase(), idOf(row)] as const)]);
}

function shapesOf({ shapes, of }: CatalogueLayouts, at: number): (readonly string[])[] {
  return (of[at] ?? []).flatMap((number) => {
    const shape = shapes[number];
    return shape === undefined ? [] : [shape];
  });
}

function register(row: IndexRow, shapes: readonly (readonly string[])[], features: FeatureRules): CatalogueRegister {
  const [, name, title, aliases, note, source] = row;
  const number = /\d+/.exec(name)?.[0] ?? '';
  const filled = (line: string) => line.replaceAll('<n>', number).replaceAll('SELF.', `${name}.`);
  const layouts = shapes.map((lines) => withFeatures(name, parseLayout(lines.map(filled)), features));
  return { id: idOf(row), name, title, aliases: aliases.split(' ').filter(Boolean), note, layouts, source };
}

/** A field of an ID register speaks of the features that it decides; any other of the feature that it needs. */
function withFeatures(name: string, { when, fields }: Layout, features: FeatureRules): Layout {
  return {
    when,
    fields: fields.map((field) => {
      const decides = decisionsOf(name, field.name, features);
      return { ...field, decides, feature: decides[0]?.feature ?? field.feature };
    }),
  };
}
