import { Decoded, decodedAnswer, mustFit, paths, RegscopeError } from '@regscope/contract';
import { parseHex } from '@regscope/registers';
import { Type } from 'typebox';
import type { App, Deps } from '../app.ts';
import { findByText, said } from '../catalogued.ts';
import { valuesByName } from '../vm-values.ts';
import { route } from './params.ts';

const name = Type.String({ minLength: 1, maxLength: 120 });

export function decodeRoutes(app: App, { hosts }: Deps): void {
  const schema = {
    params: Type.Object({ text: Type.String({ minLength: 1, maxLength: 200 }) }),
    querystring: Type.Object(
      { value: Type.Optional(Type.String({ maxLength: 600 })), host: Type.Optional(name), vm: Type.Optional(name) },
      { additionalProperties: false, description: 'host and vm: whose other registers decide what depends on them' },
    ),
    response: { 200: Decoded },
  };
  app.get(route(paths.decode(':text')), { schema }, async ({ params, query: { value, host, vm } }) => {
    const id = findByText(params.text);
    if (id === undefined) throw new RegscopeError('NO_SUCH_REGISTER', noSuch(params.text), { text: params.text });
    const whole = value === undefined ? null : valueOf(value);
    if (whole !== null) mustFit(id, whole);
    const read =
      host === undefined || vm === undefined ? () => undefined : (await valuesByName(await hosts.find(host), vm)).read;
    return decodedAnswer(id, whole, said(id, whole, read));
  });
}

function valueOf(text: string): bigint {
  const value = parseHex(text);
  if (value === undefined)
    throw new RegscopeError('BAD_REQUEST', `a value is written 0x…, not ${JSON.stringify(text)}`, { value: text });
  return value;
}

function noSuch(text: string): string {
  return `${JSON.stringify(text)} is no register: give an id (0x603000000013c020), an encoding (S3_0_C0_C4_0 or 3,0,0,4,0) or a name such as ID_AA64PFR0_EL1, pc or PSCI_VERSION`;
}
