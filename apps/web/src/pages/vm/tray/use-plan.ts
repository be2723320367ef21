import { judgePlan } from '@regscope/checks/edits';
import type { PlanReport, RegisterList } from '@regscope/contract';
import type { Plan } from '@regscope/registers';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { queries } from '../../../api/queries.ts';
import { planTarget } from '../edit/edited-register.ts';
import type { Staging } from '../edit/staging.ts';

/** `isAsked`: which recorded hosts would take the VM is wanted also without a plan. */
type Sources = { list: RegisterList; staging: Staging; text: string; isAsked: boolean };

/** Keys follow each other faster than anybody reads what a plan would do. */
const SETTLE_MS = 200;

/** What stands against a plan, as the rules here say it and the server does. */
export type ShownRefusal = Pick<PlanReport['refusals'][number], 'edit' | 'name' | 'code' | 'because'>;

/** The plan, what the rules say of it at once, and what the server says of it a moment later. */
export function usePlan({ list, staging: { edits, find }, text, isAsked }: Sources) {
  const { host, vm } = list;
  const target = useMemo(() => planTarget(list), [list]);
  const plan: Plan = useMemo(() => ({ target, edits }), [target, edits]);
  const own: readonly ShownRefusal[] = useMemo(
    () => (edits.length === 0 ? [] : judgePlan(plan, target, find)),
    [plan, target, find, edits.length],
  );
  const now = useMemo(() => ({ host, vm, text, plan }), [host, vm, text, plan]);
  const [settled] = useDebouncedValue(now, SETTLE_MS);
  const report = useQuery({ ...queries.planReport(settled), placeholderData: keepPreviousData });
  const reach = useQuery({
    ...queries.planReach(settled),
    placeholderData: keepPreviousData,
    enabled: edits.length > 0 || isAsked,
  });
  const result = useQuery(queries.planResult({ host, vm, createdAt: list.createdAt }));
  const isLate = settled.text !== text;
  const known = edits.length === 0 ? undefined : report.data;
  return {
    plan,
    refusals: own.length > 0 || isLate || report.isPlaceholderData ? own : (known?.refusals ?? []),
    report: known,
    reach: edits.length > 0 || isAsked ? reach.data : undefined,
    isChecking: isLate || report.isPlaceholderData || report.isFetching,
    isReaching: isLate || reach.isPlaceholderData || reach.isFetching,
    error: report.error,
    reachError: reach.error,
    result: result.data ?? null,
  };
}

export type PlanState = ReturnType<typeof usePlan>;
