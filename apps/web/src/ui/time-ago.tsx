import { useSyncExternalStore } from 'react';
import { formatAgo } from './format-ago.ts';

/** `14:02:11 · 3 s ago`, kept up to date. */
export function TimeAgo({ at }: { at: string }) {
  const now = useSyncExternalStore(everySecond, currentSecond);
  const date = new Date(at);
  return (
    <time dateTime={at} title={date.toLocaleString()}>
      {date.toLocaleTimeString('en-GB')} <span className="faint">{formatAgo(now - date.getTime())}</span>
    </time>
  );
}

function everySecond(tick: () => void) {
  const timer = setInterval(tick, 1000);
  return () => clearInterval(timer);
}

function currentSecond(): number {
  return Math.floor(Date.now() / 1000) * 1000;
}
