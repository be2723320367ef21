import { useClipboard } from '@mantine/hooks';
import type { FeatureRow } from '@regscope/contract';
import { ActionButton } from '../../ui/action-button.tsx';
import { saveFile } from '../../ui/save-file.ts';
import { csvFileName, featuresCsv, featuresTabbed } from './features-csv.ts';

/** The rows that are shown, to keep: as a file, or to paste elsewhere. */
export function TakeAway({ rows, names }: { rows: readonly FeatureRow[]; names: readonly string[] }) {
  const { copy, copied } = useClipboard({ timeout: 1200 });
  const empty = rows.length === 0 ? { disabledBecause: 'No feature is shown.' } : {};
  return (
    <>
      <ActionButton
        title="Copy the rows shown, with tabs between the columns"
        onClick={() => copy(featuresTabbed(rows, names))}
        {...empty}
      >
        {copied ? 'Copied' : 'Copy'}
      </ActionButton>
      <ActionButton
        title="Save the rows shown as comma-separated values"
        onClick={() => saveFile(csvFileName(names), { text: featuresCsv(rows, names), type: 'text/csv' })}
        {...empty}
      >
        Save CSV
      </ActionButton>
    </>
  );
}
