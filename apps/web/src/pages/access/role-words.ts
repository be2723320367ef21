import type { Role } from '@regscope/registers';

/** What each role may, beside what those before it may. */
export const roleWords: Readonly<Record<Role, string>> = {
  viewer: 'looks at everything, the audit log too',
  editor: 'makes, runs and closes VMs, changes their registers, starts and stops hosts, takes and changes captures',
  admin: 'gives links and tokens, and ends the sessions of others',
};
