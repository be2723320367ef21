import { ToggleChip } from '../../ui/toggle-chip.tsx';
import { newestPair, type KernelLine, type Pair } from './kernel-lines.ts';
import frames from '../../ui/frames.module.css';

type CpuChipsProps = {
  lines: readonly KernelLine[];
  line: KernelLine | undefined;
  onChange: (pair: Pair) => void;
};

/** The CPUs of which there are two kernels or more; a press compares the newest two. */
export function CpuChips({ lines, line, onChange }: CpuChipsProps) {
  const comparable = lines.flatMap((one) => {
    const pair = newestPair(one);
    return pair === undefined ? [] : [{ one, pair }];
  });
  return (
    <div role="group" aria-label="CPU" className={frames.group}>
      {comparable.map(({ one, pair }) => (
        <ToggleChip
          key={`${one.arch} ${one.cpu}`}
          pressed={one === line}
          title={`${one.arch}: compare its newest two kernels`}
          onToggle={() => onChange(pair)}
        >
          {one.cpu} <span>{one.captures.length}</span>
        </ToggleChip>
      ))}
    </div>
  );
}
