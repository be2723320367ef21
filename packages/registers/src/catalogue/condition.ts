import { unreachable } from '../unreachable.ts';

/** What can be said of a condition: a register that was not read, or a fact that no register holds, makes it unknown. */
export type Answer = 'yes' | 'no' | 'unknown';

/** A condition of the architecture, as the manual states them: over features, fields of registers, and facts that no register tells. */
export type Condition =
  | { kind: 'feature'; name: string }
  | { kind: 'compare'; field: FieldRef; op: Comparison; value: bigint }
  | { kind: 'matches'; field: FieldRef; patterns: readonly string[] }
  | { kind: 'not'; of: Condition }
  | { kind: 'all' | 'any'; of: readonly Condition[] }
  | { kind: 'unclear'; text: string };

/** `register` is empty for a field of the register that the condition stands in. */
export type FieldRef = { register: string; field: string; signed: boolean };

export type Comparison = '==' | '!=' | '<' | '<=' | '>' | '>=';

/** Where a condition's facts come from. `field` gives a field's bits, undefined when its register was not read. */
export type Known = {
  field: (ref: FieldRef) => { value: bigint; width: number } | undefined;
  feature: (name: string) => Answer;
};

export function evaluate(condition: Condition, known: Known): Answer {
  switch (condition.kind) {
    case 'feature':
      return known.feature(condition.name);
    case 'compare':
      return answerOf(known.field(condition.field), (bits) =>
        holds(condition.op, asNumber(bits, condition.field.signed), condition.value),
      );
    case 'matches':
      return answerOf(known.field(condition.field), (bits) =>
        condition.patterns.some((pattern) => matchesPattern(bits.value, pattern)),
      );
    case 'not':
      return opposite(evaluate(condition.of, known));
    case 'all':
      return strongest('no', 'yes', condition.of)(known);
    case 'any':
      return strongest('yes', 'no', condition.of)(known);
    case 'unclear':
      return 'unknown';
    default:
      return unreachable(condition);
  }
}

/** Whether a value is one that a pattern such as `01x1` stands for; `x` is any bit. */
export function matchesPattern(value: bigint, pattern: string): boolean {
  const mask = BigInt(`0b0${pattern.replaceAll('0', '1').replaceAll('x', '0')}`);
  return (value & mask) === BigInt(`0b0${pattern.replaceAll('x', '0')}`);
}

/** Two's complement where the field is signed. */
export function asNumber({ value, width }: { value: bigint; width: number }, signed: boolean): bigint {
  return signed ? BigInt.asIntN(width, value) : value;
}

function answerOf<T>(bits: T | undefined, test: (bits: T) => boolean): Answer {
  if (bits === undefined) return 'unknown';
  return test(bits) ? 'yes' : 'no';
}

function opposite(answer: Answer): Answer {
  if (answer === 'unknown') return 'unknown';
  return answer === 'yes' ? 'no' : 'yes';
}

/** One `decisive` answer decides; without one, a single unknown leaves it open. */
function strongest(decisive: Answer, otherwise: Answer, parts: readonly Condition[]) {
  return (known: Known): Answer => {
    let answer = otherwise;
    for (const part of parts) {
      const found = evaluate(part, known);
      if (found === decisive) return decisive;
      if (found === 'unknown') answer = 'unknown';
    }
    return answer;
  };
}

function holds(op: Comparison, left: bigint, right: bigint): boolean {
  switch (op) {
    case '==':
      return left === right;
    case '!=':
      return left !== right;
    case '<':
      return left < right;
    case '<=':
      return left <= right;
    case '>':
      return left > right;
    case '>=':
      return left >= right;
    default:
      return unreachable(op);
  }
}
