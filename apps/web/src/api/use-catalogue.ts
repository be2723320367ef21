import { asArch, type Catalogue } from '@regscope/registers';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { queries } from './queries.ts';

export type CatalogueState = {
  catalogue: Catalogue | undefined;
  error: Error | null;
  isLoading: boolean;
  again: () => void;
};

/** The catalogue of an architecture, kept for ever. Without an architecture, or with an unknown one, nothing is asked for. */
export function useCatalogue(arch: string | undefined): CatalogueState {
  const known = asArch(arch ?? '');
  const { data, error, isLoading, refetch } = useQuery({
    ...queries.catalogue(known),
    enabled: known !== 'unknown',
  });
  return { catalogue: data, error, isLoading, again: () => void refetch() };
}

/** As useCatalogue, but nothing is fetched before `wanted`, or before the browser has nothing else to do. */
export function useCatalogueSoon(arch: string, wanted: 'now' | 'when idle'): CatalogueState {
  const [isIdle, setIdle] = useState(false);
  useEffect(() => whenIdle(() => setIdle(true)), []);
  return useCatalogue(isIdle || wanted === 'now' ? arch : undefined);
}

const PATIENCE_MS = 3000;

/** Calls `act` once when the browser is idle; where it cannot tell, a second later. Returns how to call it off. */
export function whenIdle(act: () => void): () => void {
  if (!('requestIdleCallback' in window)) {
    const timer = setTimeout(act, 1000);
    return () => clearTimeout(timer);
  }
  const idle = requestIdleCallback(act, { timeout: PATIENCE_MS });
  return () => cancelIdleCallback(idle);
}
