/** The hosts of a baseline, and what VMs are made with; undefined: what all of them offer. */
export type AskedBaseline = { hosts: readonly string[]; features: readonly string[] | undefined };

export function baselineBody({ hosts, features }: AskedBaseline) {
  return { hosts: [...hosts], ...(features === undefined ? {} : { features: [...features] }) };
}
