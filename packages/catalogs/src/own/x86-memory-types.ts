import { series, type MsrRows } from './x86-msr-rows.ts';

// Intel SDM 3, Memory Type Range Registers and Page Attribute Table.
const mtrrType = '| 00000000 UC | 00000001 WC | 00000100 WT | 00000101 WP | 00000110 WB';
const patType = '| 000 UC | 001 WC | 100 WT | 101 WP | 110 WB | 111 UC-';
const hex = (address: number) => address.toString(16).toUpperCase().padStart(5, '0');

/** Eight ranges of equal size that follow each other, one byte each. */
function fixed(unit: string, base: number, size: number): readonly [name: string, title: string, fields: string] {
  const ranges = Array.from({ length: 8 }, (_, n) => `${n * 8 + 7}:${n * 8} TYPE_${hex(base + n * size)} ${mtrrType}`);
  const title = `Memory types of 0x${hex(base)} to 0x${hex(base + size * 8 - 1)}`;
  return [`IA32_MTRR_FIX${unit}_${hex(base)}`, title, ranges.toReversed().join(' ; ')];
}

/** Memory types: the ranges and the page attribute table. KVM has eight variable ranges (KVM_NR_VAR_MTRR). */
export const x86MemoryTypes: MsrRows = {
  IA32_MTRRCAP: ['Memory type ranges: what there is', '12 PRMRR ; 11 SMRR ; 10 WC ; 8 FIX ; 7:0 VCNT'],
  IA32_MTRR_DEF_TYPE: ['Memory type ranges: enable and default', `11 E ; 10 FE ; 7:0 TYPE ${mtrrType}`],
  ...series(1, () => fixed('64K', 0, 0x1_0000)),
  ...series(2, (n) => fixed('16K', 0x8_0000 + n * 0x2_0000, 0x4000)),
  ...series(8, (n) => fixed('4K', 0xc_0000 + n * 0x8000, 0x1000)),
  ...series(8, (n) => [
    `IA32_MTRR_PHYSBASE${n}`,
    `Variable memory type range ${n}: base and type`,
    `51:12 PHYSBASE ; 7:0 TYPE ${mtrrType}`,
  ]),
  ...series(8, (n) => [
    `IA32_MTRR_PHYSMASK${n}`,
    `Variable memory type range ${n}: mask`,
    '51:12 PHYSMASK ; 11 V | 0 not in use | 1 in use',
  ]),
  IA32_PAT: [
    'Page attribute table',
    [7, 6, 5, 4, 3, 2, 1, 0].map((n) => `${n * 8 + 2}:${n * 8} PA${n} ${patType}`).join(' ; '),
  ],
};
