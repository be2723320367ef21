import { Type } from 'typebox';

/** The pattern of an address for the router, from the same builder that makes the address itself. */
export function route(path: (host: string, vm: string) => string): string {
  return path('HOST', 'VM').replace('HOST', ':host').replace('VM', ':vm');
}

const name = Type.String({ minLength: 1, maxLength: 120 });

export const HostParams = Type.Object({ host: name });
export const VmParams = Type.Object({ host: name, vm: name });
