import { useEffect, useState, type RefObject } from 'react';

/**
 * Moves the focus to what became of an attempt: the dialog that asked is gone, and the button behind it has nothing more to say.
 * `shown` is the attempt in `region` now; the one that is asked for may come a moment later.
 */
export function useResultFocus(
  region: RefObject<HTMLElement | null>,
  shown: string | undefined,
): (attempt: string) => void {
  const [wanted, setWanted] = useState<string>();
  useEffect(() => {
    if (wanted !== undefined && wanted === shown) region.current?.focus();
  }, [region, wanted, shown]);
  return setWanted;
}
