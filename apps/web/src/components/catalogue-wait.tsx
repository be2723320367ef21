import type { CatalogueState } from '../api/use-catalogue.ts';
import { ActionButton } from '../ui/action-button.tsx';
import { Progress } from '../ui/progress.tsx';
import { ErrorNote } from './error-note.tsx';

/** While the catalogue is on its way, and when it does not come. */
export function CatalogueWait({ state: { error, isLoading, again } }: { state: Omit<CatalogueState, 'catalogue'> }) {
  if (isLoading) return <Progress>Loading the catalogue of fields…</Progress>;
  if (error === null) return null;
  return (
    <ErrorNote error={error}>
      <p>
        <ActionButton onClick={again}>Load the catalogue again</ActionButton>
      </p>
    </ErrorNote>
  );
}
