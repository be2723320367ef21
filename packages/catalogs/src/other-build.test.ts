// Another build of the same facts, kept beside the project: where it is there, both must say the same.
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { isReserved, type CatalogueRegister } from '@regscope/registers';
import { expect, test } from 'vitest';
import { catalogue } from './index.ts';

const file = fileURLToPath(new URL('../../../../shared/regdata/arm64-registers.json', import.meta.url));

type Other = {
  layouts: { fields: { name?: string; msb: number; lsb: number; kind: string; segs?: [number, number][] }[] }[];
  registers: { name: string; layout?: number[] }[];
};

test.skipIf(!existsSync(file))(
  'arm64: the fields are those of the other build, but for differences with a reason',
  () => {
    const other: Other = JSON.parse(readFileSync(file, 'utf8'));
    const { find, details } = catalogue('arm64');
    const differences = other.registers.flatMap(({ name, layout }) => {
      const id = find(name);
      const mine = id === undefined ? undefined : details(id);
      if (mine === undefined || mine.name !== name || name in reasons) return [];
      const theirs = new Set(
        (layout ?? [])
          .flatMap((at) => other.layouts[at]?.fields ?? [])
          .filter(isNamed)
          .flatMap(bitsOf),
      );
      const ours = new Set(fieldsOf(mine));
      return [
        ...[...ours].filter((field) => !theirs.has(field)).map((field) => `only here: ${name}.${field}`),
        ...[...theirs].filter((field) => !ours.has(field)).map((field) => `only there: ${name}.${field}`),
      ];
    });
    expect(differences).toEqual([]);
  },
);

const reasons: Readonly<Record<string, string>> = {
  ESR_EL1: 'the other build keeps the fields of each exception class apart; here they are conditions on EC',
  ESR_EL2: 'as ESR_EL1',
  HPFAR_EL2: 'the other build joins the alternatives of FIPA',
  VTTBR_EL2: 'the other build joins the alternatives of VMID',
  SPSR_EL2: 'M[4] is a piece of M here',
  ICH_VMCR_EL2: 'the layout of GICv5 is missing here; no kernel since 6.17 lists the register',
};

function isNamed(field: { name?: string; kind: string }): boolean {
  return field.name !== undefined && field.kind !== 'dyn' && field.name !== 'IMPDEF';
}

function bitsOf({ name, msb, lsb, segs }: Other['layouts'][number]['fields'][number]): string[] {
  return (segs ?? [[msb, lsb]]).map(([high, low]) => `${name} ${high}:${low}`);
}

function fieldsOf({ layouts }: CatalogueRegister): string[] {
  return layouts
    .flatMap(({ fields }) => fields)
    .filter(({ kind, name }) => !isReserved(kind) && name !== 'IMPDEF')
    .flatMap(({ name, segs }) => segs.map(([msb, lsb]) => `${name} ${msb}:${lsb}`));
}
