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
  machine: 'M2 3h12v8H2zM5 14h6',
  chip: 'M5 5h6v6H5zM6.5 2v2M9.5 2v2M6.5 12v2M9.5 12v2M2 6.5h2M2 9.5h2M12 6.5h2M12 9.5h2',
  halves: 'M3 3h10v10H3zM8 3v10M8 5h4M8 8h4M8 11h4',
  rack: 'M2 3h12v4H2zM2 10h12v4H2z',
  question: 'M5.5 6a2.5 2.5 0 1 1 3.7 2.2C8.3 8.7 8 9.2 8 10.2M8 13.4v.1',
  pencil: 'M3 13l.8-3L11 2.8 13.2 5 6 12.2z',
  lock: 'M4 7h8v6H4zM5.5 7V5a2.5 2.5 0 0 1 5 0v2',
  frozen: 'M8 2v12M2.8 5l10.4 6M2.8 11l10.4-6',
  pen: 'M3 13l1-4 7-7 3 3-7 7zM9 4l3 3',
  bin: 'M2 4h12M6 4V2h4v2M4 4l1 10h6l1-10M7 7v4M9 7v4',
  arrow: 'M2 8h11M9 4l4 4-4 4',
  back: 'M6 3 2 7l4 4M2 7h8a4 4 0 0 1 0 7H8',
  load: 'M8 10V2M4.5 5.5 8 2l3.5 3.5M3 14h10',
  save: 'M8 2v8M4.5 7 8 10.5 11.5 7M3 14h10',
};
