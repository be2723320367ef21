// Whether a VM's registers would load on a host, by the rules of the program that restores them.
import { extract, hex, nameBits } from '@regscope/registers';
import { acceptedValues } from '../restore/accepted-values.ts';
import { forecastRestore, type Held } from '../restore/forecast.ts';
import type { Shape, Target } from '../restore/target.ts';
import type { Finding, Verdict } from './finding.ts';
import { identityRemedy } from './identity.ts';
import { nameOfBits } from './names.ts';
import { kernelFindings } from './kernel-findings.ts';
import { amendmentFor } from './remedy.ts';
import { ruleSets, type Restorer } from './rule-sets.ts';

/** `source`: what was probed on the VM's own host; undefined where nothing was. */
export type Journey = { registers: readonly Held[]; target: Target; source?: Shape | undefined };

export function verdictOf({ registers, target, source }: Journey, restorer: Restorer): Verdict {
  const { vmm } = restorer;
  const { shape, lacking, makes } = target;
  const lack = lacking.length === 0 ? '' : `the host does not offer ${lacking.join(', ')}`;
  if (shape === undefined) {
    const isClear = lack !== '' || makes === false;
    return { vmm, answer: isClear ? 'refused' : 'unknown', because: sentence(lack, target.because), findings: [] };
  }
  const rules = ruleSets[vmm];
  const forecast = forecastRestore(shape, registers, vmm);
  const scene = { registers, shape, restorer, hidden: forecast.hidden };
  const findings = rules
    .judge(kernelFindings(forecast), scene)
    .map((one) => withRemedy(one, { source, target }, restorer));
  const because = sentence(lack, rules.wholly?.(shape, registers, restorer) ?? '');
  return { vmm, answer: because === '' ? answerOf(findings) : 'refused', because, findings };
}

/** The first that there is: another kind of VM, a change of the VM, what the program offers; or that nothing helps. */
function withRemedy(
  finding: Finding,
  { source, target }: Pick<Journey, 'source' | 'target'>,
  restorer: Restorer,
): Finding {
  const { weight, kind, id, mask } = finding;
  const { shape } = target;
  if (weight !== 'stops' || shape === undefined) return finding;
  const because = kind === 'refused' ? whatHostTakes(finding, shape) : finding.because;
  const isOffered = target.offered?.includes('writable-imp-id') ?? false;
  const remedy =
    finding.remedy ??
    identityRemedy(finding, isOffered) ??
    amendmentFor(finding, { source, target: shape }) ??
    ruleSets[restorer.vmm].remedy(finding, restorer);
  if (remedy !== null) return { ...finding, because, remedy };
  const nothing = `no change of the VM helps: ${nameOfBits(id, mask)} is the host’s`;
  return { ...finding, because, remedy: { text: kind === 'untested' ? 'try it: regscope try' : nothing, amend: [] } };
}

/** In a field its own value and the others that it takes; of bits what it has there. */
function whatHostTakes({ id, value, mask, because }: Finding, shape: Shape): string {
  const field = acceptedValues(shape, id).find((one) => one.mask === mask);
  if (field !== undefined) {
    const taken = [...field.values].toSorted((a, b) => Number(a - b)).map(hex);
    return `${hex(extract(value, [field.seg]))} is none of ${taken.join(', ')}, which the host takes`;
  }
  const probed = shape.probed(id);
  if (probed === undefined || probed.wholes.size > 0 || mask === 0n) return because;
  return `the host has ${hex(probed.value & mask)} in ${nameBits(mask)}, where the VM has ${hex(value & mask)}`;
}

function sentence(...parts: string[]): string {
  return parts.filter((part) => part !== '').join('; ');
}

function answerOf(findings: readonly Finding[]): Verdict['answer'] {
  const stops = findings.filter(({ weight }) => weight === 'stops');
  if (stops.some(({ kind }) => kind !== 'untested')) return 'refused';
  if (stops.length > 0) return 'unknown';
  return findings.some(({ weight }) => weight === 'differs') ? 'changed' : 'loads';
}
