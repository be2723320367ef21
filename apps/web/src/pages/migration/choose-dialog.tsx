import { useState } from 'react';
import { ActionButton } from '../../ui/action-button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ChoiceRows } from './choice-rows.tsx';
import { probedHosts, textsOf, type Known, type Sides } from './default-sides.ts';
import { MOST_SIDES, withSides, type MigrationSearch } from './migration-search.ts';
import { sidesToChoose } from './sides-to-choose.ts';
import frames from '../../ui/frames.module.css';
import styles from './choose.module.css';

type ChooseDialogProps = {
  known: Known;
  sides: Sides;
  search: MigrationSearch;
  onChange: (next: MigrationSearch) => void;
  onClose: () => void;
};

export type Chosen = { sources: readonly string[]; targets: readonly string[] };

/** Who moves and where to: nothing is asked of the server before the choice is complete. */
export function ChooseDialog({ known, sides, search, onChange, onClose }: ChooseDialogProps) {
  const [find, setFind] = useState('');
  const [chosen, setChosen] = useState<Chosen>({ sources: textsOf(sides.sources), targets: textsOf(sides.targets) });
  const shown = sidesToChoose(known, find);
  const probed = textsOf(probedHosts(known.captures));
  const show = () => {
    onChange(withSides(search, chosen.sources, chosen.targets));
    onClose();
  };
  return (
    <Dialog title="Who moves, and where to" onClose={onClose}>
      <div className={styles.find}>
        <input
          type="search"
          className={frames.text}
          aria-label="Find VMs and hosts"
          placeholder="7.3 neoverse"
          spellCheck={false}
          value={find}
          onChange={({ target }) => setFind(target.value)}
        />
        <ActionButton
          title="All recorded arm64 hosts that were probed, as sources and targets"
          disabledBecause={probed.length === 0 ? 'No arm64 host was probed.' : undefined}
          onClick={() => setChosen({ sources: probed, targets: probed })}
        >
          All probed
        </ActionButton>
        <ActionButton onClick={() => setChosen({ sources: [], targets: [] })}>None</ActionButton>
      </div>
      <ChoiceRows all={sidesToChoose(known, '')} shown={shown} chosen={chosen} onChange={setChosen} />
      <div className={styles.buttons}>
        <ActionButton look="main" disabledBecause={whyNot(chosen)} onClick={show}>
          Show {chosen.sources.length} × {chosen.targets.length}
        </ActionButton>
        <ActionButton onClick={onClose}>Cancel</ActionButton>
      </div>
    </Dialog>
  );
}

function whyNot({ sources, targets }: Chosen): string | undefined {
  if (sources.length === 0) return 'Choose somebody who moves.';
  if (targets.length === 0) return 'Choose where to.';
  const most = Math.max(sources.length, targets.length);
  return most > MOST_SIDES ? `At most ${MOST_SIDES} each way are checked at once.` : undefined;
}
