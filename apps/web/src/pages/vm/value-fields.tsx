import type { FieldRow } from '@regscope/registers';
import { Link } from '@tanstack/react-router';
import type { CatalogueState } from '../../api/use-catalogue.ts';
import { FieldNotes } from '../../components/field-notes.tsx';
import type { FieldEditing } from '../../components/field-editing.ts';
import { FieldGrid, type FieldScopes } from '../../components/field-grid.tsx';
import { isQuiet, type DecodedValue } from '../../components/decode-value.ts';
import { formatRanges, type Radix } from '../../components/format-value.ts';
import { ReservedSwitch, useReserved } from '../../components/use-reserved.tsx';
import { CatalogueWait } from '../../components/catalogue-wait.tsx';
import type { Lit } from '../../components/use-lit.ts';
import type { ValueGroup } from './chosen-group.ts';
import styles from './register-panel.module.css';

type ValueFieldsProps = {
  state: CatalogueState;
  decoded: DecodedValue;
  group: ValueGroup;
  /** How many vCPUs there are: which of them are meant is said where it is not all. */
  vcpus: number;
  decoder: { text: string; value: string };
  radix: Radix;
  lit: Lit;
  marks: bigint;
  /** Whose each field is, by name, of a mixed register. */
  scopes: FieldScopes;
  editing: FieldEditing | undefined;
};

/** The fields of the value that is looked at, as the catalogue knows them; nothing for a register that it does not know. */
export function ValueFields(props: ValueFieldsProps) {
  const { state, decoded, group, vcpus, decoder, radix, lit, marks, scopes, editing } = props;
  const [reserved, toggle] = useReserved();
  const { rows } = decoded;
  if (rows.length === 0 && !state.isLoading && state.error === null) return null;
  const quiet = rows.filter(isQuiet);
  const shown: readonly FieldRow[] =
    reserved === 'shown' ? rows : rows.filter((row) => !quiet.includes(row) || editing?.heldOf(row) !== undefined);
  return (
    <section aria-label="Fields">
      <div className={styles.sectionHead}>
        <h3>Fields</h3>
        {group.vcpus.length < vcpus && <span className="soft">of vCPU {formatRanges(group.vcpus)}</span>}
        {quiet.length > 0 && <ReservedSwitch reserved={reserved} count={quiet.length} onToggle={toggle} />}
        <Link to="/decode/$text/$value" params={decoder} className={styles.decoder}>
          Open in the decoder
        </Link>
      </div>
      <CatalogueWait state={state} />
      <FieldNotes decoded={decoded} />
      {shown.length > 0 && (
        <FieldGrid
          label="Fields of the value"
          rows={shown}
          radix={radix}
          lit={lit}
          marks={marks}
          scopes={scopes}
          editing={editing}
        />
      )}
      {rows.length > 0 && shown.length === 0 && <p className="soft">All bits are reserved, and hold what they must.</p>}
    </section>
  );
}
