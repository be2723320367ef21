// Who may do what. Pure, so that the page, the judge of edits and the server's guard ask the same function.

/** From least to most: whoever has a role may do all that those before it may. */
export const roles = ['viewer', 'editor', 'admin'] as const;

export type Role = (typeof roles)[number];

export function mayAct(role: Role, needed: Role): boolean {
  return roles.indexOf(role) >= roles.indexOf(needed);
}

/** `needs the role editor; you are viewer`; undefined where the role is enough. */
export function lackedRole(role: Role, needed: Role): string | undefined {
  return mayAct(role, needed) ? undefined : `needs the role ${needed}; you are ${role}`;
}
