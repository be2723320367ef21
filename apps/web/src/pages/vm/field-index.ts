// Registers by the names of their fields and by FEAT_ names. Pure; made once for a catalogue, a register at a time.
import { featuresOfField, isReserved, parseRegisterId, type Catalogue } from '@regscope/registers';

export type FieldIndex = {
  /** The field by which a word finds a register; undefined when none fits. */
  find: (id: string, word: string) => string | undefined;
  /** Makes ready what a register is found by, which the first search would do else. */
  prepare: (id: string) => void;
};

/** What one field is found by, in lower case, with a blank before each name. */
type Entry = { field: string; names: string };
type Register = { all: string; entries: readonly Entry[] };

export const noFields: FieldIndex = { find: () => undefined, prepare: () => undefined };

export function fieldIndex(catalogue: Catalogue): FieldIndex {
  const made = kept.get(catalogue) ?? createIndex(catalogue);
  kept.set(catalogue, made);
  return made;
}

const kept = new WeakMap<Catalogue, FieldIndex>();
const SHORTEST = 2;

function createIndex(catalogue: Catalogue): FieldIndex {
  const registers = new Map<string, Register>();
  return { find, prepare: (id) => void ready(id) };

  function find(id: string, word: string): string | undefined {
    if (word.length < SHORTEST) return undefined;
    const register = ready(id);
    // Names are found by their beginning: `ec` must not find every `sec`. A word with a dot is part of REGISTER.FIELD.
    const text = word.includes('.') ? word : ` ${word}`;
    if (!register.all.includes(text)) return undefined;
    return register.entries.find(({ names }) => names.includes(text))?.field;
  }

  function ready(id: string): Register {
    const register = registers.get(id) ?? registerOf(catalogue, id);
    registers.set(id, register);
    return register;
  }
}

function registerOf(catalogue: Catalogue, text: string): Register {
  const id = parseRegisterId(text);
  const details = id === undefined ? undefined : catalogue.details(id);
  if (details === undefined) return { all: '', entries: [] };
  const fields = details.layouts.flatMap(({ fields: of }) => of).filter(({ kind }) => !isReserved(kind));
  const entries = fields.map((field) => {
    const features = featuresOfField(catalogue, details.name, field).flatMap((name) => [
      name,
      name.replace('FEAT_', ''),
    ]);
    const names = [field.name, `${details.name}.${field.name}`, ...features];
    return { field: field.name, names: names.map((name) => ` ${name.toLowerCase()}`).join('') };
  });
  return { all: entries.map(({ names }) => names).join(''), entries };
}
