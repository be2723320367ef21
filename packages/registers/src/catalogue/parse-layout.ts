import type { Field, FieldKind, FieldValue, Layout, Segment } from './catalogue-register.ts';
import { parseCondition } from './parse-condition.ts';

/**
 * Reads a layout as the data files and the hand-made rows write it: its condition, then a line per field:
 * `63:60 CSV3 signed ? FEAT_X | 0000 NI | 0001 IMP`; `31:16,7:0 NAME` for a split field, `56:53 VA[56:53]` for one piece of a field.
 */
export function parseLayout([when = '', ...lines]: readonly string[]): Layout {
  return { when: parseCondition(when), fields: lines.map(parseField) };
}

function parseField(line: string): Field {
  const [head = '', ...values] = line.split(' | ');
  const [what = '', condition = ''] = head.split(' ? ');
  const [bits = '', word = '', ...flags] = what.split(' ');
  const reserved = kinds[word];
  const [, name = word, slice] = /^(.*)\[(\d+:\d+)\]$/.exec(word) ?? [];
  const feature = /FEAT_\w+/.exec(condition)?.[0] ?? null;
  return {
    name: reserved === undefined ? name : word.toUpperCase(),
    segs: bits.replace('+', '').split(',').map(segment),
    kind: reserved ?? (flags.includes('impdef') ? 'impdef' : values.length > 0 ? 'enum' : 'raw'),
    signed: flags.includes('signed'),
    when: parseCondition(condition),
    slice: slice === undefined ? null : segment(slice),
    values: values.map(parseValue),
    feature,
    decides: [],
  };
}

const kinds: Readonly<Record<string, FieldKind>> = {
  res0: 'res0',
  res1: 'res1',
  raz: 'raz',
  rao: 'rao',
  unknown: 'unknown',
};

function segment(text: string): Segment {
  const [msb = 0, lsb = msb] = text.split(':').map(Number);
  return [msb, lsb];
}

function parseValue(text: string): FieldValue {
  const [, pattern = '', to, label = ''] = /^([01x]+)(?:\.\.([01]+))?\s?(.*)$/.exec(text) ?? [];
  return { pattern, to: to ?? null, label };
}
