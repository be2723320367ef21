import { useLocalStorage } from '@mantine/hooks';
import { ToggleChip } from '../ui/toggle-chip.tsx';

/** Whether reserved fields are shown, remembered by the browser. */
export function useReserved(): ['shown' | 'hidden', () => void] {
  const [stored, store] = useLocalStorage({
    key: 'regscope-reserved',
    defaultValue: 'hidden',
    getInitialValueInEffect: false,
  });
  const reserved = stored === 'shown' ? 'shown' : 'hidden';
  return [reserved, () => store(reserved === 'shown' ? 'hidden' : 'shown')];
}

export function ReservedSwitch(props: { reserved: 'shown' | 'hidden'; count: number; onToggle: () => void }) {
  return (
    <ToggleChip
      pressed={props.reserved === 'shown'}
      title="Also show reserved fields that hold what they must; one that does not is always shown"
      onToggle={props.onToggle}
    >
      reserved <span>{props.count}</span>
    </ToggleChip>
  );
}
