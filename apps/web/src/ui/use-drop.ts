import { useEffect, useEffectEvent, useState } from 'react';

/** Takes files that are dropped anywhere on the page; says whether some are held over it. */
export function useDrop(onDrop: (files: readonly File[]) => void): 'held' | 'none' {
  const [state, setState] = useState<'held' | 'none'>('none');
  const over = useEffectEvent((event: DragEvent) => {
    if (event.dataTransfer?.types.includes('Files') !== true) return;
    // Without this the browser would open the file in place of the page.
    event.preventDefault();
    setState(event.type === 'dragover' ? 'held' : 'none');
    if (event.type === 'drop') onDrop([...event.dataTransfer.files]);
  });
  const leave = useEffectEvent((event: DragEvent) => {
    if (event.relatedTarget === null) setState('none');
  });
  useEffect(() => {
    document.addEventListener('dragover', over);
    document.addEventListener('drop', over);
    document.addEventListener('dragleave', leave);
    return () => {
      document.removeEventListener('dragover', over);
      document.removeEventListener('drop', over);
      document.removeEventListener('dragleave', leave);
    };
  }, []);
  return state;
}
