/** What the sources say, before it is written down. */
export type Segment = readonly [msb: number, lsb: number];
export type DraftValue = { pattern: string; to: string | null; label: string };
export type DraftField = {
  name: string;
  segs: readonly Segment[];
  slice: Segment | null;
  kind: string;
  signed: boolean;
  when: string;
  values: readonly DraftValue[];
  from: 'arm' | 'linux';
};
export type DraftLayout = { when: string; width: number; fields: readonly DraftField[] };
export type Encoding = readonly [op0: number, op1: number, crn: number, crm: number, op2: number];
export type DraftRegister = {
  name: string;
  encoding: Encoding;
  /** `DBGBVR<n>_EL1` for the rows of an array. */
  of: string;
  layouts: readonly DraftLayout[];
  source: string;
};
