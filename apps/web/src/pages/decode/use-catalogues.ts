import { useCatalogue, type CatalogueState } from '../../api/use-catalogue.ts';
import type { Catalogue } from '@regscope/registers';

export type Catalogues = Omit<CatalogueState, 'catalogue'> & { catalogues: readonly Catalogue[] };

/** All catalogues, in the order in which a name is looked up. */
export function useCatalogues(): Catalogues {
  const states = [useCatalogue('arm64'), useCatalogue('x86-64'), useCatalogue('riscv64')];
  return {
    catalogues: states.flatMap(({ catalogue }) => catalogue ?? []),
    error: states.find(({ error }) => error !== null)?.error ?? null,
    isLoading: states.some(({ isLoading }) => isLoading),
    again: () => {
      for (const { error, again } of states) if (error !== null) again();
    },
  };
}
