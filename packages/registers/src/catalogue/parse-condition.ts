import type { Comparison, Condition, FieldRef } from './condition.ts';

/** Reads a condition as the data files write it: `FEAT_LVA && (ID_AA64PFR0_EL1.SVE != '0000' || !HaveEL(EL3))`. Null for an empty one. */
export function parseCondition(text: string): Condition | null {
  if (text.trim() === '') return null;
  const tokens = text.match(/&&|\|\||[=!<>]=|[<>!(){},]|'[01x]*'|[^\s&|=!<>(){},']+|\S/g) ?? [];
  const reader = { tokens, at: 0 };
  const found = anyOf(reader);
  return reader.at === tokens.length ? found : { kind: 'unclear', text };
}

type Reader = { readonly tokens: readonly string[]; at: number };

const peek = ({ tokens, at }: Reader) => tokens[at] ?? '';
const next = (reader: Reader) => reader.tokens[reader.at++] ?? '';

function accept(reader: Reader, token: string): boolean {
  if (peek(reader) !== token) return false;
  reader.at++;
  return true;
}

function anyOf(reader: Reader): Condition {
  const of = [allOf(reader)];
  while (accept(reader, '||')) of.push(allOf(reader));
  return of.length === 1 && of[0] !== undefined ? of[0] : { kind: 'any', of };
}

function allOf(reader: Reader): Condition {
  const of = [term(reader)];
  while (accept(reader, '&&')) of.push(term(reader));
  return of.length === 1 && of[0] !== undefined ? of[0] : { kind: 'all', of };
}

function term(reader: Reader): Condition {
  if (accept(reader, '!')) return { kind: 'not', of: term(reader) };
  if (accept(reader, '(')) {
    const inner = anyOf(reader);
    accept(reader, ')');
    return inner;
  }
  const word = next(reader);
  const call = peek(reader) === '(' ? args(reader) : undefined;
  const field = fieldOf(word, call);
  if (field !== undefined) return comparison(reader, field);
  const status = /^Get(PAR_EL1)_(\w+)$/.exec(word);
  if (status !== null) return comparison(reader, { register: status[1] ?? '', field: status[2] ?? '', signed: false });
  if (call === undefined && isOwnField(word, peek(reader)))
    return comparison(reader, { register: '', field: word, signed: false });
  if (call !== undefined) return skipComparison(reader, calls[word]?.(call) ?? unclear(`${word}(${call})`));
  return skipComparison(reader, constant(word));
}

/** `ISV == '1'`: a field of the register itself, as the syndrome's conditions name theirs. */
function isOwnField(word: string, follows: string): boolean {
  return (follows === 'IN' || isComparison(follows)) && /^[A-Z]\w*$/i.test(word) && constant(word).kind === 'unclear';
}

function constant(word: string): Condition {
  if (word === 'TRUE') return { kind: 'all', of: [] };
  if (word === 'FALSE') return { kind: 'any', of: [] };
  return /^(?:FEAT_\w+|v[89]Ap\d)$/.test(word) ? { kind: 'feature', name: word } : unclear(word);
}

const unclear = (text: string): Condition => ({ kind: 'unclear', text });

/** Everything up to the bracket that closes this one, as text. */
function args(reader: Reader): string {
  const words: string[] = [];
  let depth = 0;
  do {
    const token = next(reader);
    if (token === '(') depth++;
    if (token === ')') depth--;
    words.push(token);
  } while (depth > 0 && reader.at < reader.tokens.length);
  return words.slice(1, -1).join(' ');
}

function fieldOf(word: string, call: string | undefined): FieldRef | undefined {
  const inner = call === undefined ? word : word === 'UInt' || word === 'SInt' ? call : '';
  const [, register = '', field = ''] = /^(\w+)\.(\w+)$/.exec(inner.trim()) ?? [];
  return register === '' ? undefined : { register, field, signed: word === 'SInt' };
}

function comparison(reader: Reader, field: FieldRef): Condition {
  const op = next(reader);
  if (op === 'IN') return { kind: 'matches', field, patterns: set(reader) };
  const operand = next(reader).replaceAll("'", '');
  if (op === '==' && operand.includes('x')) return { kind: 'matches', field, patterns: [operand] };
  const isNumber = /^\d+$/.test(operand);
  if (!isComparison(op) || !isNumber) return unclear(`${field.register}.${field.field} ${op} ${operand}`);
  const quoted = reader.tokens[reader.at - 1]?.startsWith("'") === true;
  return { kind: 'compare', field, op, value: BigInt(quoted ? `0b${operand}` : operand) };
}

function set(reader: Reader): string[] {
  if (!accept(reader, '{')) return [next(reader).replaceAll("'", '')];
  const patterns: string[] = [];
  do patterns.push(next(reader).replaceAll("'", ''));
  while (accept(reader, ','));
  accept(reader, '}');
  return patterns;
}

/** `EffectiveX() == '1'`: the call is not understood, and so the comparison is not. */
function skipComparison(reader: Reader, found: Condition): Condition {
  if (!isComparison(peek(reader)) && peek(reader) !== 'IN') return found;
  const op = next(reader);
  const operand = op === 'IN' ? set(reader).join() : next(reader);
  return unclear(`${found.kind === 'unclear' ? found.text : found.kind} ${op} ${operand}`);
}

function isComparison(op: string): op is Comparison {
  return op === '==' || op === '!=' || op === '<' || op === '<=' || op === '>' || op === '>=';
}

const level = (el: string, op: Comparison, value: bigint): Condition => ({
  kind: 'compare',
  field: { register: 'ID_AA64PFR0_EL1', field: el, signed: false },
  op,
  value,
});

/** The manual's functions that ID registers can answer, if only with no. */
const calls: Readonly<Record<string, (of: string) => Condition>> = {
  HaveEL: (el) => level(el, '>=', 1n),
  HaveAArch32: () => level('EL0', '==', 2n),
  ELUsingAArch32: (el) => ({ kind: 'all', of: [level(el, '==', 2n), unclear(`${el} is using AArch32`)] }),
  ELIsInHost: (el) => ({
    kind: 'all',
    of: [
      { kind: 'feature', name: 'FEAT_VHE' },
      { kind: 'compare', field: { register: 'HCR_EL2', field: 'E2H', signed: false }, op: '==', value: 1n },
      ...(el === 'EL2' ? [] : [unclear(`the host is at ${el}`)]),
    ],
  }),
};
