/** MSRs by the manual's name: a title in our words and the fields, highest first, apart by ` ; `. No fields: one number. */
export type MsrRows = Readonly<Record<string, readonly [title: string, fields?: string]>>;

/** MSRs that follow each other and differ in their number only. */
export function series(count: number, make: (n: number) => readonly [name: string, title: string, fields?: string]) {
  return Object.fromEntries(
    Array.from({ length: count }, (_, n) => {
      const [name, title, fields] = make(n);
      return [name, fields === undefined ? ([title] as const) : ([title, fields] as const)];
    }),
  );
}

/** One bit per number, from `base` upwards: `3 EN_PMC3 ; 2 EN_PMC2`. */
export function run(count: number, base: number, name: string): string {
  return Array.from({ length: count }, (_, n) => `${base + n} ${name}${n}`)
    .toReversed()
    .join(' ; ');
}
