export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

export function isNode(value: Json | undefined): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function list(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}

export function nodes(value: Json | undefined): readonly { readonly [key: string]: Json }[] {
  return list(value).filter(isNode);
}

export function text(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}

export function number(value: Json | undefined): number {
  return typeof value === 'number' ? value : 0;
}
