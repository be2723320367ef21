import { useClipboard } from '@mantine/hooks';
import { ActionButton } from '../../ui/action-button.tsx';

/** The page as it stands, for somebody else. `noPrint`: why there is nothing to print yet. */
export function PassOn({ noPrint }: { noPrint: string | undefined }) {
  const { copy, copied } = useClipboard({ timeout: 1200 });
  return (
    <>
      <ActionButton title="For a colleague" onClick={() => copy(window.location.href)}>
        {copied ? 'Copied' : 'Copy link'}
      </ActionButton>
      <ActionButton disabledBecause={noPrint} onClick={() => window.print()}>
        Print
      </ActionButton>
    </>
  );
}
