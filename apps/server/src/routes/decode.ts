import { Decoded, decodedAnswer, RegscopeError } from '@regscope/contract';
import { findRegister, parseHex } from '@regscope/registers';
import { Type } from 'typebox';
import type { App } from '../app.ts';

export function decodeRoutes(app: App): void {
  const schema = {
    params: Type.Object({ text: Type.String({ minLength: 1, maxLength: 200 }) }),
    querystring: Type.Object(
      { value: Type.Optional(Type.String({ maxLength: 600 })) },
      { additionalProperties: false },
    ),
    response: { 200: Decoded },
  };
  app.get('/api/v1/decode/:text', { schema }, ({ params, query }) => {
    const id = findRegister(params.text);
    if (id === undefined) throw new RegscopeError('NO_SUCH_REGISTER', noSuch(params.text), { text: params.text });
    return decodedAnswer(id, query.value === undefined ? null : valueOf(query.value));
  });
}

function valueOf(text: string): bigint {
  const value = parseHex(text);
  if (value === undefined)
    throw new RegscopeError('BAD_REQUEST', `a value is written 0x…, not ${JSON.stringify(text)}`, { value: text });
  return value;
}

function noSuch(text: string): string {
  return `${JSON.stringify(text)} is no register: give an id (0x603000000013c020), an encoding (S3_0_C0_C4_0 or 3,0,0,4,0) or a name such as pc, z0 or PSCI_VERSION`;
}
