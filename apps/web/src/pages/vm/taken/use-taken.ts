import type { RegisterList, Vmm } from '@regscope/contract';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { queries } from '../../../api/queries.ts';
import { whenIdle } from '../../../api/use-catalogue.ts';
import { takenBook, type TakenBook } from './taken.ts';

/** The hosts to be asked, undefined for all of them, and by whose rules. */
export type AskedHosts = { targets: readonly string[] | undefined; vmm: Vmm };

export type TakenState = {
  /** Undefined while nothing is known yet. */
  book: TakenBook | undefined;
  error: Error | null;
  isAsking: boolean;
};

/** Asked once per reading, and not before its registers are drawn: opening many recordings takes seconds at first. */
export function useTaken(list: RegisterList, asked: AskedHosts): TakenState {
  const [isIdle, setIdle] = useState(false);
  useEffect(() => whenIdle(() => setIdle(true)), []);
  const { host, vm, createdAt, readAt } = list;
  const { data, error, isFetching } = useQuery({
    ...queries.takenBy({ host, vm, createdAt, readAt, ...asked }),
    enabled: isIdle,
  });
  const book = useMemo(() => (data === undefined ? undefined : takenBook(data)), [data]);
  return { book, error, isAsking: isFetching || (!isIdle && data === undefined) };
}
