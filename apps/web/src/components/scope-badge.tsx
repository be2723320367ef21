import type { RegisterRow } from '@regscope/contract';

/** Whose state a register is, with what that rests on. */
export function ScopeBadge({ scope }: { scope: RegisterRow['scope'] }) {
  const title =
    scope.kind === 'unknown' ? `Not known: ${scope.because}` : `Evidence: ${scope.evidence ?? 'none given'}`;
  return (
    <span className={scope.kind === 'unknown' ? 'faint' : ''} title={title}>
      {scope.kind}
    </span>
  );
}
