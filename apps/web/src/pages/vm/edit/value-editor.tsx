import { hex, tooWide, type RegisterId } from '@regscope/registers';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { BitSwitches } from '../../../components/bit-switches.tsx';
import { medium } from '../../../components/strip-geometry.ts';
import { formatValue, type Radix } from '../../../components/format-value.ts';
import type { StripField } from '../../../components/bit-strip.tsx';
import { TypedEditor } from '../../../components/typed-editor.tsx';
import type { Lit } from '../../../components/use-lit.ts';
import { Icon } from '../../../ui/icon.tsx';
import { useKeys } from '../../../ui/use-keys.ts';
import styles from './edit.module.css';

type ValueEditorProps = {
  id: RegisterId;
  bits: number;
  /** What the register holds, and what it is to hold. */
  held: bigint;
  staged: bigint;
  radix: Radix;
  fields: readonly StripField[];
  lit: Lit;
  /** The new value, bit by bit or as a whole. */
  onStage: (to: bigint) => void;
  /** Whose value it is. */
  children: ReactNode;
};

/** A register's value as something to change: its bits as switches, and the whole of it to be typed. */
export function ValueEditor({ id, bits, held, staged, radix, fields, lit, onStage, children }: ValueEditorProps) {
  const text = formatValue(hex(staged), { radix, bytes: bits / 8 });
  const flip = useFlip(staged, onStage);
  return (
    <>
      {held !== staged && (
        <p className={styles.staged}>
          <Icon name="arrow" /> {text}
        </p>
      )}
      <BitSwitches
        value={staged}
        bits={bits}
        marks={held ^ staged}
        measure={medium}
        label="Bits of the register"
        fields={fields}
        lit={lit.mask}
        onPoint={lit.pointAtBit}
        onPick={flip}
      />
      <div className={styles.whole}>
        <WholeValue text={text} problemOf={(value) => tooWide(id, value)} onStage={onStage} />
        {children}
      </div>
    </>
  );
}

type WholeValueProps = {
  text: string;
  problemOf: (value: bigint) => string | undefined;
  onStage: (to: bigint) => void;
};

/** A button that becomes the place to type in. */
function WholeValue({ text, problemOf, onStage }: WholeValueProps) {
  const [isTyping, setTyping] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  useKeys({ F2: () => setTyping(true) });
  if (!isTyping)
    return (
      <button ref={button} type="button" className={styles.type} aria-keyshortcuts="F2" onClick={() => setTyping(true)}>
        Type a value <kbd aria-hidden="true">F2</kbd>
      </button>
    );
  return (
    <TypedEditor
      label="Value of the register"
      text={text}
      problemOf={problemOf}
      isOpen
      onCommit={onStage}
      onDone={() => setTyping(false)}
      onLeave={() => {
        setTyping(false);
        // After the button is there again.
        requestAnimationFrame(() => button.current?.focus());
      }}
    />
  );
}

/** Flips follow each other faster than the address does: the latest value is kept here. */
function useFlip(value: bigint, onStage: (to: bigint) => void): (bit: number) => void {
  const latest = useRef(value);
  useEffect(() => {
    latest.current = value;
  }, [value]);
  return (bit) => {
    latest.current ^= 1n << BigInt(bit);
    onStage(latest.current);
  };
}
