import type { VmComparison } from '@regscope/contract';
import { ActionButton } from '../../ui/action-button.tsx';
import { saveFile } from '../../ui/save-file.ts';
import { compareCsv, compareMarkdown } from './compare-export.ts';
import styles from './compare.module.css';

type CompareExportsProps = { rows: VmComparison['differences']; names: readonly string[] };

/** What the table shows, as files. */
export function CompareExports({ rows, names }: CompareExportsProps) {
  return (
    <span className={styles.exports}>
      <ActionButton
        title="Save what is shown as comma-separated values"
        onClick={() => saveFile('regscope-compare.csv', { text: compareCsv(rows, names), type: 'text/csv' })}
      >
        CSV
      </ActionButton>
      <ActionButton
        title="Save what is shown as a Markdown table"
        onClick={() => saveFile('regscope-compare.md', { text: compareMarkdown(rows, names), type: 'text/markdown' })}
      >
        Markdown
      </ActionButton>
    </span>
  );
}
