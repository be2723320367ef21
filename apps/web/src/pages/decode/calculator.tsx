import { hex, knownOf, tooWide, type RegisterId } from '@regscope/registers';
import { useEffect, useMemo, useRef } from 'react';
import type { CatalogueState } from '../../api/use-catalogue.ts';
import { BitSwitches } from '../../components/bit-switches.tsx';
import { CatalogueWait } from '../../components/catalogue-wait.tsx';
import { isQuiet } from '../../components/decode-value.ts';
import { FieldGrid } from '../../components/field-grid.tsx';
import { FieldNotes } from '../../components/field-notes.tsx';
import { formatValue } from '../../components/format-value.ts';
import { RadixSwitch, useRadix } from '../../components/radix-switch.tsx';
import { cut } from '../../components/strip-rows.ts';
import { useDecoded } from '../../components/use-decoded.ts';
import { ReservedSwitch, useReserved } from '../../components/use-reserved.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { parseValue } from '../../components/parse-value.ts';
import { ValueProblem } from './value-problem.tsx';
import styles from './decode.module.css';

type CalculatorProps = {
  id: RegisterId;
  text: string;
  bits: number;
  state: CatalogueState;
  onChange: (text: string) => void;
};

/** A value as bits that can be flipped and as fields. Without a value it shows which fields there are. */
export function Calculator({ id, text, bits, state: { catalogue, ...wait }, onChange }: CalculatorProps) {
  const [radix, setRadix] = useRadix();
  const [reserved, toggle] = useReserved();
  const typed = parseValue(text);
  const whole = typed.kind === 'value' ? typed.value : 0n;
  const value = cut(whole, bits - 1, 0);
  const flip = useFlip(value, onChange);
  const known = useMemo(() => (catalogue === undefined ? undefined : knownOf(catalogue, () => undefined)), [catalogue]);
  const { decoded, fields, lit } = useDecoded({ catalogue, known, id, value });
  const { rows } = decoded;
  const hasValue = typed.kind === 'value';
  const quiet = rows.filter(isQuiet);
  const shown = reserved === 'shown' ? rows : rows.filter((row) => !quiet.includes(row));
  return (
    <section aria-label="Value" className={styles.calculator}>
      <div className={styles.valueHead}>
        <h3>Value</h3>
        <RadixSwitch radix={radix} onChange={setRadix} />
        {quiet.length > 0 && <ReservedSwitch reserved={reserved} count={quiet.length} onToggle={toggle} />}
        {hasValue ? (
          <output className={styles.value}>
            {formatValue(hex(value), { radix, bytes: bits / 8 })} <CopyButton text={hex(value)} what="the value" />
          </output>
        ) : (
          <span className="soft">None yet: type one, or press bits.</span>
        )}
      </div>
      <ValueProblem typed={typed} because={tooWide(id, whole)} bits={bits} />
      <BitSwitches
        value={value}
        bits={bits}
        label="Bits of the value"
        fields={fields}
        lit={lit.mask}
        onPoint={lit.pointAtBit}
        onPick={flip}
      />
      <CatalogueWait state={wait} />
      {hasValue && <FieldNotes decoded={decoded} />}
      {shown.length > 0 && (
        <FieldGrid label="Fields of the value" rows={shown} radix={hasValue ? radix : 'none'} lit={lit} />
      )}
      {catalogue !== undefined && rows.length === 0 && <p className="soft">The catalogue has no fields of it.</p>}
    </section>
  );
}

/** Flips follow each other faster than the address does: the latest value is kept here. */
function useFlip(value: bigint, onChange: (text: string) => void): (bit: number) => void {
  const latest = useRef(value);
  useEffect(() => {
    latest.current = value;
  }, [value]);
  return (bit) => {
    latest.current ^= 1n << BigInt(bit);
    onChange(hex(latest.current));
  };
}
