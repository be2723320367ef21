import { useState, type FocusEvent, type KeyboardEvent } from 'react';
import type { BitStripProps } from './bit-strip.tsx';
import { bitUnder } from './bit-under.ts';
import { stepBit } from './step-bit.ts';
import { large, type Measure } from './strip-geometry.ts';
import { StripRow } from './strip-row.tsx';
import { cut, stripRows, type StripRow as StripRowData } from './strip-rows.ts';
import styles from './bit-strip.module.css';

type BitSwitchesProps = Required<Omit<BitStripProps, 'marks'>> & { marks?: bigint; measure?: Measure };

/** The strip with a switch per bit, 32 to a row: arrows move, Space and Enter flip. */
export function BitSwitches(props: BitSwitchesProps) {
  const { value, bits, label, fields, lit, marks = 0n, measure = large, onPoint, onPick } = props;
  const [cursor, setCursor] = useState(0);
  const [folding, setFolding] = useState<'zeros' | 'nothing'>('zeros');
  const rows = stripRows({ value, marks, bits, perRow: measure.perRow, folding });
  const tab = reachable(rows, cursor);
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const bit = bitOf(event.target);
    const next = stepBit(event.key, { at: bit ?? -1, bits, perRow: measure.perRow });
    if (bit === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    if (next !== undefined) focusBit(event.currentTarget, next);
    else if (event.key === ' ' || event.key === 'Enter') onPick(bit);
    else return;
    event.preventDefault();
  };
  const onFocus = (event: FocusEvent) => {
    const bit = bitOf(event.target);
    if (bit !== undefined) setCursor(bit);
    onPoint(bit);
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- listens for the switches within it
    <div
      role="group"
      aria-label={label}
      className={styles.strip}
      onPointerMove={(event) => onPoint(bitUnder(event, measure))}
      onPointerLeave={() => onPoint(undefined)}
      onFocus={onFocus}
      onBlur={() => onPoint(undefined)}
      onKeyDown={onKeyDown}
      onClick={(event) => {
        const bit = bitUnder(event, measure);
        if (bit === undefined) return;
        focusBit(event.currentTarget, bit);
        onPick(bit);
      }}
    >
      {rows.map((row) =>
        row.kind === 'zeros' ? (
          <button key={row.lsb} type="button" className={styles.folded} onClick={() => setFolding('nothing')}>
            {row.msb} … {row.lsb}: all zero, show
          </button>
        ) : (
          <StripRow
            key={row.lsb}
            row={row}
            measure={measure}
            fields={fields}
            lit={cut(lit, row.msb, row.lsb)}
            cursor={tab}
          />
        ),
      )}
    </div>
  );
}

/** The bit that Tab leads to: the one that the keyboard was at, unless it is folded away now. */
function reachable(rows: readonly StripRowData[], cursor: number): number {
  const shown = rows.filter(({ kind }) => kind === 'bits');
  return shown.some(({ msb, lsb }) => cursor <= msb && cursor >= lsb) ? cursor : (shown.at(-1)?.lsb ?? 0);
}

function bitOf(target: EventTarget): number | undefined {
  const bit = target instanceof SVGElement ? target.dataset['bit'] : undefined;
  return bit === undefined ? undefined : Number(bit);
}

function focusBit(strip: HTMLElement, bit: number) {
  strip.querySelector<SVGElement>(`[data-bit="${bit}"]`)?.focus();
}
