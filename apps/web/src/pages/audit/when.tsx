/** `2026-11-24 14:02:11`: a log is read by date, and rows are compared to the second. */
export function When({ at }: { at: string }) {
  const date = new Date(at);
  return (
    <time dateTime={at} title={at}>
      {date.toLocaleDateString('sv-SE')} {date.toLocaleTimeString('sv-SE')}
    </time>
  );
}
