import { useEffect, useId, useState, type CSSProperties, type ReactNode } from 'react';
import { createPortal } from 'react-dom';
import styles from './hint.module.css';

type HintProps = {
  /** Lines of plain text; made only when they are read, where making them is work. */
  text: string | (() => string);
  tabIndex: 0 | -1;
  children: ReactNode;
};

const PATIENCE_MS = 250;

/** Something short that tells more under the pointer and under the focus. Esc puts the text away, and the pointer may go into it. */
export function Hint({ text, tabIndex, children }: HintProps) {
  const id = useId();
  const [place, setPlace] = useState<DOMRect>();
  const [waiting, setWaiting] = useState<ReturnType<typeof setTimeout>>();
  const hide = () => {
    clearTimeout(waiting);
    setPlace(undefined);
  };
  const show = (element: Element) => setPlace(element.getBoundingClientRect());
  return (
    <button
      type="button"
      className={styles.hint}
      tabIndex={tabIndex}
      aria-describedby={place === undefined ? undefined : id}
      onPointerEnter={({ currentTarget }) => setWaiting(setTimeout(() => show(currentTarget), PATIENCE_MS))}
      onPointerLeave={hide}
      onFocus={({ currentTarget }) => {
        if (currentTarget.matches(':focus-visible')) show(currentTarget);
      }}
      onBlur={hide}
    >
      {children}
      {place !== undefined && (
        <HintText id={id} text={typeof text === 'string' ? text : text()} place={place} onHide={hide} />
      )}
    </button>
  );
}

function HintText({ id, text, place, onHide }: { id: string; text: string; place: DOMRect; onHide: () => void }) {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key === 'Escape') event.stopPropagation();
      if (event.key === 'Escape') onHide();
    };
    // Before the page's own keys, for which Esc means something else.
    document.addEventListener('keydown', onKeyDown, true);
    document.addEventListener('scroll', onHide, true);
    return () => {
      document.removeEventListener('keydown', onKeyDown, true);
      document.removeEventListener('scroll', onHide, true);
    };
  });
  return createPortal(
    <span id={id} role="tooltip" className={styles.text} style={styleAt(place)}>
      {text}
    </span>,
    document.body,
  );
}

const WIDEST = 380;

/** Under what it explains, above it in the lower part of the window; never beyond the right edge. */
function styleAt({ left, top, bottom }: DOMRect): CSSProperties {
  const x = Math.max(4, Math.min(left, window.innerWidth - WIDEST - 8));
  return bottom < window.innerHeight * 0.7 ? { left: x, top: bottom } : { left: x, bottom: window.innerHeight - top };
}
