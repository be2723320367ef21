// Why the buttons of the tray cannot be pressed now, in the order in which somebody would mend it.
import { sentence } from '../../../ui/sentence.ts';
import type { ShownRefusal } from './use-plan.ts';

type Standing = {
  /** Why the VM may not be changed; empty when it may. */
  because: string;
  edits: number;
  refusals: readonly ShownRefusal[];
  isBroken: boolean;
};

/** Of trying and applying; undefined when nothing stands against it. */
export function whyNotApply({ because, edits, refusals, isBroken }: Standing): string | undefined {
  if (because !== '') return because;
  if (isBroken) return 'The plan in the address cannot be read.';
  if (edits === 0) return 'Nothing is staged.';
  const [first] = refusals;
  if (first === undefined) return undefined;
  const more = refusals.length === 1 ? '' : ` (and ${refusals.length - 1} more)`;
  return `${first.name === null ? '' : `${first.name}: `}${sentence(first.because)}${more}`;
}

/** Of what needs a plan, and no right to change anything. */
export function whyNoPlan({ edits, isBroken }: Pick<Standing, 'edits' | 'isBroken'>): string | undefined {
  if (isBroken) return 'The plan in the address cannot be read.';
  return edits === 0 ? 'Nothing is staged.' : undefined;
}

/** Longer addresses are refused before anybody reads them. */
const LONGEST_LINK = 8000;

/** As whyNoPlan, of a link to the plan. */
export function whyNoLink(standing: Pick<Standing, 'edits' | 'isBroken'>, href: string): string | undefined {
  const isLong = href.length > LONGEST_LINK;
  return whyNoPlan(standing) ?? (isLong ? 'The plan is too long for a link: export it as a file.' : undefined);
}
