import { useState } from 'react';

/**
 * The row under the keyboard. It runs ahead of the address while keys are held, and follows the address when that is changed by
 * a link, the palette or the back button.
 */
export function useCursor(reg: string | undefined) {
  const [cursor, setCursor] = useState<{ id: string; reg: string | undefined }>();
  const active = reg !== undefined && reg !== cursor?.reg ? reg : cursor?.id;
  return { active, moveTo: (id: string, from: string | undefined) => setCursor({ id, reg: from }) };
}
