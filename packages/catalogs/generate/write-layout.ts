import type { DraftField, DraftLayout, DraftValue } from './draft.ts';

/** A layout in the catalogue's notation: its condition, then a line per field (src/parse-layout.ts reads it). */
export function writeLayout(layout: DraftLayout): string[] {
  return [layout.when, ...layout.fields.map(writeField)];
}

function writeField(field: DraftField): string {
  const bits = field.segs.map(([msb, lsb]) => (msb === lsb ? `${msb}` : `${msb}:${lsb}`)).join(',');
  const slice = field.slice === null ? '' : `[${field.slice[0]}:${field.slice[1]}]`;
  const isPlain = field.kind === '' || field.kind === 'impdef';
  const head = [
    `${field.from === 'linux' ? '+' : ''}${bits}`,
    isPlain ? `${field.name || 'IMPDEF'}${slice}` : field.kind,
    ...(field.signed ? ['signed'] : []),
    ...(field.kind === 'impdef' ? ['impdef'] : []),
    ...(field.when === '' ? [] : ['?', field.when]),
  ];
  return [head.join(' '), ...field.values.map(writeValue)].join(' | ');
}

function writeValue({ pattern, to, label }: DraftValue): string {
  return `${pattern}${to === null ? '' : `..${to}`} ${label}`.trim();
}
