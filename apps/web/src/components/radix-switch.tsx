import { useLocalStorage } from '@mantine/hooks';
import { ToggleChip } from '../ui/toggle-chip.tsx';
import type { Radix } from './format-value.ts';
import styles from './field-grid.module.css';

const radices = ['hex', 'dec', 'bin'] as const satisfies readonly Radix[];

/** The notation in which values are read, remembered by the browser. */
export function useRadix(): [Radix, (radix: Radix) => void] {
  const [stored, store] = useLocalStorage({
    key: 'regscope-radix',
    defaultValue: 'hex',
    getInitialValueInEffect: false,
  });
  return [radices.find((radix) => radix === stored) ?? 'hex', store];
}

export function RadixSwitch({ radix, onChange }: { radix: Radix; onChange: (radix: Radix) => void }) {
  return (
    <div role="group" aria-label="Notation" className={styles.radix}>
      {radices.map((one) => (
        <ToggleChip key={one} pressed={one === radix} onToggle={() => onChange(one)}>
          {one}
        </ToggleChip>
      ))}
    </div>
  );
}
