import { decodeId, unreachable, type CatalogueScope, type RegisterId } from '@regscope/registers';
import { arm64Scope } from './own/arm64-scopes.ts';
import { riscvScope } from './own/riscv-scopes.ts';
import { x86Scope } from './own/x86-scopes.ts';

/** Where the kernel keeps what a register shows, by its source; undefined for an id that no kernel knows. */
export function catalogueScope(id: RegisterId): CatalogueScope | undefined {
  const decoded = decodeId(id);
  if (decoded.problems.length > 0) return undefined;
  switch (decoded.arch) {
    case 'arm64':
      return arm64Scope(id, decoded.class);
    case 'x86-64':
      return x86Scope(id);
    case 'riscv64':
      return riscvScope(id);
    case 'unknown':
      return undefined;
    default:
      return unreachable(decoded.arch);
  }
}
