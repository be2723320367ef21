import type { Decoded } from '@regscope/contract';
import type { Command } from 'commander';
import { connect } from '../connect.ts';
import { answerWith, table, type JsonOption } from '../output.ts';

export function decodeCommand(program: Command): void {
  program
    .command('decode')
    .description('a register and its value: by id, encoding (S3_0_C0_C4_0 or 3,0,0,4,0) or name (ID_AA64PFR0_EL1, pc)')
    .argument('<register>')
    .argument('[value]', '0x…')
    .option('--json', 'one JSON document')
    .action(async (register: string, value: string | undefined, options: JsonOption) => {
      await using connected = await connect();
      answerWith(await connected.client.decode(register, value), options, asText);
    });
}

function asText({ name, title, id, arch, class: kind, size, scope, parts, fields, note, problems }: Decoded): string {
  const head = `${name}  ${id}  ${arch} ${kind}  ${size === null ? '?' : size * 8} bits${title === '' ? '' : `  ${title}`}`;
  const whose = `scope ${scope.kind}${scope.because === '' ? '' : `: ${scope.because}`}`;
  const isMixed = scope.kind === 'mixed';
  const ofId = table(
    ['bits', 'part of the id', 'value', 'meaning'],
    parts.map((part) => [`${part.msb}..${part.lsb}`, part.name, part.value, part.meaning]),
  );
  const ofValue = table(
    ['bits', 'field', ...(isMixed ? ['scope'] : []), 'value', 'meaning', 'feature'],
    fields.map((field) => [
      `${field.msb}..${field.lsb}`,
      field.name,
      ...(isMixed ? [field.scope] : []),
      field.value,
      field.meaning,
      field.feature ?? '',
    ]),
  );
  const remarks = [...(note === '' ? [] : [`note: ${note}`]), ...problems.map((problem) => `wrong: ${problem}`)];
  return [head, whose, ofId, ...(fields.length === 0 ? [] : ['', ofValue]), ...remarks].join('\n');
}
