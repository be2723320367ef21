import { RegscopeError, type Role } from '@regscope/contract';

const roleNames = ['viewer', 'editor', 'admin'] as const satisfies readonly Role[];

export function roleOf(text: string): Role {
  const role = roleNames.find((one) => one === text);
  if (role !== undefined) return role;
  throw new RegscopeError('BAD_REQUEST', `${JSON.stringify(text)} is no role; there are ${roleNames.join(', ')}`, {
    role: text,
  });
}
