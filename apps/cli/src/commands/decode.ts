import { decodedAnswer, RegscopeError, type Decoded } from '@regscope/contract';
import { findRegister, parseHex } from '@regscope/registers';
import type { Command } from 'commander';
import { answerWith, table, type JsonOption } from '../output.ts';

export function decodeCommand(program: Command): void {
  program
    .command('decode')
    .description(
      'what a register id says: an id, an encoding (S3_0_C0_C4_0 or 3,0,0,4,0) or a name (pc, z0, PSCI_VERSION)',
    )
    .argument('<register>')
    .argument('[value]', '0x…')
    .option('--json', 'one JSON document')
    .action((register: string, value: string | undefined, options: JsonOption) => {
      const id = findRegister(register);
      if (id === undefined)
        throw new RegscopeError(
          'NO_SUCH_REGISTER',
          `${JSON.stringify(register)} is no register id, encoding or known name`,
          { text: register },
        );
      answerWith(decodedAnswer(id, value === undefined ? null : valueOf(value)), options, asText);
    });
}

function valueOf(text: string): bigint {
  const value = parseHex(text);
  if (value === undefined)
    throw new RegscopeError('BAD_REQUEST', `a value is written 0x…, not ${JSON.stringify(text)}`, { value: text });
  return value;
}

function asText({ name, id, arch, class: kind, size, parts, note, problems }: Decoded): string {
  const rows = parts.map((part) => [`${part.msb}..${part.lsb}`, part.name, part.value, part.meaning]);
  const remarks = [...(note === '' ? [] : [`note: ${note}`]), ...problems.map((problem) => `wrong: ${problem}`)];
  return [
    `${name}  ${id}  ${arch} ${kind}  ${size === null ? '?' : size * 8} bits`,
    table(['bits', 'part', 'value', 'meaning'], rows),
    ...remarks,
  ].join('\n');
}
