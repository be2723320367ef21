import { armLayout } from './arm-fields.ts';
import type { DraftRegister, Encoding } from './draft.ts';
import { isNode, nodes, number, text, type Json } from './json.ts';

type Node = { readonly [key: string]: Json };

/** Every AArch64 system register of Arm's package that MRS reads or MSR writes. */
export function armRegisters(all: Json): DraftRegister[] {
  return nodes(all)
    .filter((each) => each['state'] === 'AArch64')
    .flatMap((each) => (each['_type'] === 'RegisterArray' ? arrayRegisters(each) : plainRegister(each)));
}

function plainRegister(node: Node): DraftRegister[] {
  const name = text(node['name']);
  const encoding = encodingOf(node, { name, n: 0, variable: '' });
  return encoding === undefined ? [] : [{ name, encoding, of: name, layouts: layoutsOf(node), source: 'arm' }];
}

function arrayRegisters(node: Node): DraftRegister[] {
  const of = text(node['name']);
  const variable = text(node['index_variable']);
  const layouts = layoutsOf(node);
  return nodes(node['indexes']).flatMap((range) =>
    Array.from({ length: number(range['width']) }, (_, at) => number(range['start']) + at).flatMap((n) => {
      const name = of.replace(`<${variable}>`, String(n));
      const encoding = encodingOf(node, { name, n, variable });
      return encoding === undefined ? [] : [{ name, encoding, of, layouts, source: 'arm' }];
    }),
  );
}

function layoutsOf(node: Node) {
  return nodes(node['fieldsets'])
    .map(armLayout)
    .filter(({ fields }) => fields.length > 0);
}

type Which = { name: string; n: number; variable: string };

/** The accessor of the register's own name; registers of EL2 can also be reached by the names of EL1. */
function encodingOf(node: Node, which: Which): Encoding | undefined {
  const encodings = nodes(node['accessors'])
    .filter(({ name }) => text(name).startsWith('A64.MRS') || text(name).startsWith('A64.MSR'))
    .flatMap((accessor) => nodes(accessor['encoding']));
  const own = encodings.find(({ asmvalue }) => sameName(text(asmvalue), which)) ?? encodings[0];
  return own === undefined || !isNode(own['encodings']) ? undefined : numbers(own['encodings'], which);
}

function sameName(asm: string, { name, n }: Which): boolean {
  return asm.replace(/<\w+>/, String(n)) === name;
}

function numbers(encodings: Node, which: Which): Encoding | undefined {
  const [op0, op1, crn, crm, op2] = ['op0', 'op1', 'CRn', 'CRm', 'op2'].map((key) => bits(encodings[key], which.n));
  if (op0 === undefined || op1 === undefined || crn === undefined || crm === undefined || op2 === undefined)
    return undefined;
  return [op0, op1, crn, crm, op2].some(Number.isNaN) ? undefined : [op0, op1, crn, crm, op2];
}

/** A constant `'0100'`, the array's number or some of its bits, or constants and such bits in a row (`'10':m[3]`). */
function bits(node: Json | undefined, n: number): number {
  if (!isNode(node)) return Number.NaN;
  const slice = nodes(node['slice'])[0];
  if (node['_type'] === 'Values.EquationValue')
    return slice === undefined ? n : (n >> number(slice['start'])) & ((1 << number(slice['width'])) - 1);
  if (node['_type'] === 'Values.Group') return concatenated(text(node['value']), n);
  return Number.parseInt(text(node['value']).replaceAll("'", ''), 2);
}

function concatenated(value: string, n: number): number {
  const digits = (value.match(/'[01]+'|\w+\[[\d:]+\]/g) ?? []).map((part) => {
    const constant = /^'([01]+)'$/.exec(part)?.[1];
    const [, high = '', low = high] = /\[(\d+)(?::(\d+))?\]$/.exec(part) ?? [];
    if (constant !== undefined) return constant;
    const width = Number(high) - Number(low) + 1;
    return ((n >> Number(low)) & ((1 << width) - 1)).toString(2).padStart(width, '0');
  });
  return Number.parseInt(digits.join(''), 2);
}
