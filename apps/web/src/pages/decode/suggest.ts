import { decodeId, hex, type Catalogue, type RegisterId } from '@regscope/registers';

/** `text` leads to the register in an address: its name, or its id where another architecture has the name too. */
export type Suggestion = { id: RegisterId; text: string; name: string; title: string; arch: string };

const MOST = 8;

/** Registers whose name holds the text, those that begin with it first; then those whose title or alias does. */
export function suggest(text: string, catalogues: readonly Catalogue[]): Suggestion[] {
  const wanted = text.trim().toLowerCase();
  if (wanted === '') return [];
  const all = catalogues.flatMap((catalogue) => catalogue.ids().map((id) => ({ id, catalogue })));
  const ranked = all.map((one) => ({ ...one, rank: rankOf(wanted, one) })).filter(({ rank }) => rank < NOT);
  return ranked
    .toSorted((a, b) => a.rank - b.rank)
    .slice(0, MOST)
    .map(({ id, catalogue }) => suggestion(id, catalogue, catalogues));
}

const NOT = 3;

function rankOf(wanted: string, { id, catalogue }: { id: RegisterId; catalogue: Catalogue }): number {
  const name = catalogue.nameOf(id)?.toLowerCase() ?? '';
  if (name.startsWith(wanted)) return 0;
  if (name.includes(wanted)) return 1;
  return wanted.length > 2 && catalogue.titleOf(id).toLowerCase().includes(wanted) ? 2 : NOT;
}

function suggestion(id: RegisterId, catalogue: Catalogue, catalogues: readonly Catalogue[]): Suggestion {
  const name = catalogue.nameOf(id) ?? hex(id);
  const first = catalogues.map(({ find }) => find(name)).find((found) => found !== undefined);
  return { id, name, text: first === id ? name : hex(id), title: catalogue.titleOf(id), arch: decodeId(id).arch };
}
