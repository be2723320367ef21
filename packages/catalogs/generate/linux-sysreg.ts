import type { DraftField, DraftLayout, DraftRegister, Encoding, Segment } from './draft.ts';

type Block = {
  name: string;
  encoding: Encoding | undefined;
  fields: DraftField[];
  /** Layouts that hold with one more feature, before the common one. */
  prefixed: { when: string; width: number; fields: DraftField[] }[];
  uses: string;
  mapped: string;
};

/** The kernel's own table of system registers (arch/arm64/tools/sysreg): names of values, and fields newer than Arm's release. */
export function linuxSysregs(file: string, source: string): DraftRegister[] {
  const blocks = parse(file);
  const byName = new Map(blocks.map((block) => [block.name, block]));
  return blocks.flatMap((block) => {
    if (block.encoding === undefined) return [];
    const fields = (byName.get(block.uses) ?? byName.get(block.mapped) ?? block).fields;
    const layout: DraftLayout = { when: '', width: 64, fields };
    const layouts = [...block.prefixed, layout];
    return [{ name: block.name, encoding: block.encoding, of: block.name, layouts, source }];
  });
}

function parse(file: string): Block[] {
  const blocks: Block[] = [];
  let field: { values: DraftField['values'] } | undefined;
  let inPrefix = false;
  for (const line of file.split('\n')) {
    const [word = '', ...rest] = line.replace(/#.*/, '').trim().split(/\s+/);
    const block = blocks.at(-1);
    if (word === '') continue;
    if (word === 'Prefix' || word === 'EndPrefix') inPrefix = word === 'Prefix';
    if (word === 'Prefix') block?.prefixed.push({ when: rest[0] ?? '', width: 64, fields: [] });
    else if (word.startsWith('0b')) addValue(field, word, rest[0] ?? '');
    else if (word === 'Sysreg' || word === 'SysregFields') blocks.push(newBlock(rest));
    else if (word === 'Fields' && block !== undefined) block.uses = rest[0] ?? '';
    else if (word === 'Mapping' && block !== undefined) block.mapped = rest[0] ?? '';
    else if (block !== undefined && kinds[word] !== undefined) {
      const made = newField(word, rest);
      (inPrefix ? block.prefixed.at(-1) : block)?.fields.push(made);
      field = made;
    }
  }
  return blocks;
}

const kinds: Readonly<Record<string, string>> = {
  Res0: 'res0',
  Res1: 'res1',
  Raz: 'raz',
  Rao: 'rao',
  Unkn: 'unknown',
  Field: '',
  Enum: '',
  UnsignedEnum: '',
  SignedEnum: '',
};

function newBlock([name = '', ...numbers]: readonly string[]): Block {
  const [op0, op1, crn, crm, op2] = numbers.map(Number);
  const whole = op0 !== undefined && op1 !== undefined && crn !== undefined && crm !== undefined && op2 !== undefined;
  return {
    name,
    encoding: whole ? [op0, op1, crn, crm, op2] : undefined,
    fields: [],
    prefixed: [],
    uses: '',
    mapped: '',
  };
}

function newField(word: string, [bits = '', name = '']: readonly string[]): DraftField {
  const [msb = 0, lsb = msb] = bits.split(':').map(Number);
  const seg: Segment = [msb, lsb];
  const kind = kinds[word] ?? '';
  return { name, segs: [seg], slice: null, kind, signed: word === 'SignedEnum', when: '', values: [], from: 'linux' };
}

function addValue(field: { values: DraftField['values'] } | undefined, word: string, label: string): void {
  if (field !== undefined) field.values = [...field.values, { pattern: word.slice(2), to: null, label }];
}
