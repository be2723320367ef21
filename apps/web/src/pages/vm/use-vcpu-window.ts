import { useVirtualizer } from '@tanstack/react-virtual';
import type { RefObject } from 'react';

/** Which of the vCPU columns are in sight; `last` is below `first` when there are none. */
export type VcpuWindow = { first: number; last: number; width: number | undefined };

/** Wide enough for a 64-bit value in full, in CSS pixels: 18 characters of the monospaced face and a gap. */
export const VCPU_WIDTH = 150;

/** Columns that stand before those of the vCPUs; the style sheet gives them the same width. */
export const FIXED_WIDTH = 700;

/** The vCPU columns that are in sight now: 64 columns of 50 rows would be slow to draw and are never seen at once. */
export function useVcpuWindow(count: number, scroller: RefObject<HTMLDivElement | null>): VcpuWindow {
  // oxlint-disable-next-line react/incompatible-library -- there is no React Compiler here that could be misled
  const virtual = useVirtualizer({
    count,
    horizontal: true,
    enabled: count > 0,
    getScrollElement: () => scroller.current,
    estimateSize: () => VCPU_WIDTH,
    paddingStart: FIXED_WIDTH,
    overscan: 2,
    useFlushSync: false,
  });
  const items = virtual.getVirtualItems();
  return {
    first: items[0]?.index ?? 0,
    last: items.at(-1)?.index ?? -1,
    width: count === 0 ? undefined : FIXED_WIDTH + count * VCPU_WIDTH,
  };
}
