import { Type } from 'typebox';

/** An address with `:host` and the like in it, as the router wants it: made by the builder that makes the address itself. */
export function route(path: string): string {
  return path.replaceAll('%3A', ':');
}

const name = Type.String({ minLength: 1, maxLength: 120 });

export const HostParams = Type.Object({ host: name });
export const VmParams = Type.Object({ host: name, vm: name });
