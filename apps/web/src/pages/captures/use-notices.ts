import { useRef, useState } from 'react';

/** What happened just now; `undo` names the capture that can be brought back. */
export type Notice = { id: number; text: string; undo?: string };

export function useNotices() {
  const [notices, setNotices] = useState<readonly Notice[]>([]);
  const count = useRef(0);
  const tell = (notice: Omit<Notice, 'id'>) => {
    const id = count.current++;
    setNotices((all) => [...all, { ...notice, id }]);
  };
  const drop = (id: number) => setNotices((all) => all.filter((one) => one.id !== id));
  return { notices, tell, drop };
}
