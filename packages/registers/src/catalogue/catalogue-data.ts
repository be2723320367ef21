// A catalogue as it is stored and sent: three parts, so that a page can find a register before it has the fields of all.

export type CatalogueData = { index: CatalogueIndex; layouts: CatalogueLayouts; features: FeatureRows };

/** `filler`: the value that KVM puts where the architecture resets a register to an unknown one; null where it has none. */
export type CatalogueIndex = { registers: readonly IndexRow[]; filler: string | null };

/** Aliases have blanks between them. `source`: `arm`, `linux 7.3.4`, `own`, or several of them. */
export type IndexRow = readonly [
  id: string,
  name: string,
  title: string,
  aliases: string,
  note: string,
  source: string,
];

/** `of[n]` numbers the shapes of the n-th register of the index. A shape is in the notation of parse-layout.ts. */
export type CatalogueLayouts = { shapes: readonly (readonly string[])[]; of: readonly (readonly number[])[] };

/**
 * What is known of each feature and architecture version, a line per fact: `is GUARD => CONDITION` (there exactly when),
 * `needs CONDITION`, `from CONDITION => CONDITION` (what follows).
 */
export type FeatureRows = Readonly<Record<string, readonly string[]>>;
