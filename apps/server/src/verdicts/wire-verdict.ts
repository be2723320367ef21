import { fieldNames, nameOfBits, type Amendment, type Finding, type Verdict } from '@regscope/checks';
import type { VerdictSum, WireAmendment, WireFinding, WireVerdict } from '@regscope/contract';
import { hex } from '@regscope/registers';
import { identify } from '../catalogued.ts';

export function wireVerdict({ answer, because, findings }: Verdict): WireVerdict {
  return { verdict: answer, because, findings: findings.map(wireFinding) };
}

export function wireFinding(finding: Finding): WireFinding {
  const { kind, weight, id, vcpus, value, mask, got, errno, because, remedy, evidence } = finding;
  const { name, class: family } = identify(id);
  const fields = fieldNames(id, mask);
  return {
    kind,
    weight,
    id: hex(id),
    name,
    class: family,
    field: fields.length === 1 ? (fields[0] ?? null) : null,
    fields,
    vcpus: [...vcpus],
    value: hex(value),
    mask: hex(mask),
    got: got === null ? null : hex(got),
    errno,
    because,
    remedy: remedy?.text ?? null,
    amend: (remedy?.amend ?? []).map(wireAmendment),
    evidence,
  };
}

export function wireAmendment({ id, mask, value }: Amendment): WireAmendment {
  return { id: hex(id), name: identify(id).name, mask: hex(mask), value: hex(value) };
}

/** Of a verdict what fits into a cell. */
export function sumOf({ answer, because, findings }: Verdict): VerdictSum {
  const stops = findings.filter(({ weight }) => weight === 'stops');
  const differs = findings.filter(({ weight }) => weight === 'differs');
  const first = (stops.length > 0 ? stops : differs).slice(0, MOST_NAMED);
  return {
    verdict: answer,
    because,
    stops: stops.length,
    differs: differs.length,
    first: first.map(({ id, mask }) => nameOfBits(id, mask)),
  };
}

const MOST_NAMED = 3;
