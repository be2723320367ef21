/** Small line drawings, 16 units square, in the colour of the text. They only accompany words. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg
      width="12"
      height="12"
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      aria-hidden="true"
    >
      <path d={paths[name]} strokeLinecap="round" strokeLinejoin="round" />
    </svg>
  );
}

export type IconName = keyof typeof paths;

const paths = {
  check: 'M3 8.5 6.5 12 13 4.5',
  square: 'M4 4h8v8H4z',
  clock: 'M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2M8 5v3l2 2',
  cross: 'M4 4l8 8M12 4l-8 8',
  warning: 'M8 2 15 14H1zM8 7v3M8 12v.1',
  dash: 'M3 8h10',
  differs: 'M3 6h10M3 10h10M10 3 6 13',
  up: 'M4 10l4-4 4 4',
  down: 'M4 6l4 4 4-4',
  copy: 'M6 6h7v7H6zM10 6V3H3v7h3',
  dot: 'M8 6a2 2 0 1 0 0 4 2 2 0 0 0 0-4',
  play: 'M5 3l8 5-8 5z',
};
