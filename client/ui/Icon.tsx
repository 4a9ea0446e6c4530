/** Own line icons on a 24 × 24 grid; they take the colour of the text around them. */
const paths = {
  check: 'M4 12.5 10 18 20 6.5',
  wrong: 'M6 6 18 18 M18 6 6 18',
  stop: 'M8.2 3h7.6L21 8.2v7.6L15.8 21H8.2L3 15.8V8.2z M12 7.5v5.5 M12 16.4v.2',
  ask: 'M8.5 9.2a3.5 3.5 0 1 1 5 3.2c-1.1.6-1.5 1.2-1.5 2.4 M12 18v.3',
  wait: 'M7 3h10 M7 21h10 M8 3c0 5 8 5 8 9s-8 4-8 9 M16 3c0 5-8 5-8 9s8 4 8 9',
  lock: 'M6 11h12v9H6z M8.5 11V8a3.5 3.5 0 0 1 7 0v3',
  camera: 'M3 8h4l2-3h6l2 3h4v11H3z M12 9.5a4 4 0 1 1 0 8 4 4 0 0 1 0-8z',
  light: 'M13 2 5 14h6l-1 8 9-13h-6z',
  turn: 'M4 10a8 8 0 0 1 14-4l2 2 M20 3v5h-5 M20 14a8 8 0 0 1-14 4l-2-2 M4 21v-5h5',
  again: 'M19 8a8 8 0 1 0 1 5 M20 3v5h-5',
  scan: 'M4 8V4h4 M16 4h4v4 M20 16v4h-4 M8 20H4v-4 M8 8v8 M11 8v8 M13.5 8v8 M16 8v8',
  list: 'M5 3h14v18H5z M8.5 8h7 M8.5 12h7 M8.5 16h4',
  bin: 'M3 5v16 M21 5v16 M3 10h18 M3 17h18 M7 6.5h5V10H7z M13 13h5v4h-5z',
  item: 'M12 3 20.5 7.5v9L12 21l-8.5-4.5v-9z M3.5 7.5 12 12l8.5-4.5 M12 12v9',
  tote: 'M4 8h16l-1.6 12H5.6z M2.5 5h19v3h-19z M9.5 12h5',
  station: 'M3 9h18 M5 9v11 M19 9v11 M8 9V4h8v5 M8 14h8',
  badge: 'M5 6h14v15H5z M10 6V3h4v3 M12 10.2a2 2 0 1 1 0 4 2 2 0 0 1 0-4z M8.5 18.5c.6-2.6 6.400-2.600 7 0',
  pad: 'M6 5h.1 M12 5h.1 M18 5h.1 M6 12h.1 M12 12h.1 M18 12h.1 M6 19h.1 M12 19h.1 M18 19h.1',
  keys: 'M3 6h18v12H3z M7 10h.1 M11 10h.1 M15 10h.1 M7.500 14h9',
  undo: 'M9 5 4 10l5 5 M4 10h10a5.500 5.500 0 0 1 0 11h-3',
  skip: 'M5 5l8 7-8 7z M18 5v14',
  short: 'M4 4h16v16H4z M8.5 12h7',
  menu: 'M4 6h16 M4 12h16 M4 18h16',
  back: 'M14 5l-7 7 7 7',
  erase: 'M9 5h12v14H9l-6-7z M12 9l6 6 M18 9l-6 6',
  up: 'M12 20V5 M5 12l7-7 7 7',
  sent: 'M7 18a4.500 4.500 0 0 1 0-9 6 6 0 0 1 11.300 1.500A3.800 3.800 0 0 1 17.500 18z M9 13.500l2.200 2 4-4.200',
  unsent: 'M7 18a4.500 4.500 0 0 1 0-9 6 6 0 0 1 11.300 1.500A3.800 3.800 0 0 1 17.500 18z M12 21v-8 M9 15.500l3-3 3 3',
  print: 'M7 9V3h10v6 M5 9h14v8h-2v-3H7v3H5z M7 14h10v7H7z',
  box: 'M3 8l9-5 9 5v9l-9 5-9-5z M3 8l9 5 9-5 M12 13v9 M7.500 5.500l9 5',
  truck: 'M2 6h12v10H2z M14 10h4l4 3v3h-8z M6 16a2 2 0 1 0 .1 4 2 2 0 0 0-.1-4z M17 16a2 2 0 1 0 .1 4 2 2 0 0 0-.1-4z',
  hold: 'M6 4v16 M12 4v16 M18 4v16 M3 20h18',
  out: 'M10 4H5v16h5 M10 12h11 M16 7l5 5-5 5',
  back2bin: 'M4 4v16h16 M20 4v6a4 4 0 0 1-4 4H9 M12.500 10 8.500 14l4 4',
  sound: 'M4 9.500h3.500L13 5v14l-5.500-4.500H4z M16.500 9a4 4 0 0 1 0 6 M18.500 6.500a8 8 0 0 1 0 11',
  moon: 'M19 14.500A8 8 0 0 1 9.500 5a8 8 0 1 0 9.500 9.500z',
  language: 'M3 12a9 9 0 1 0 18 0 9 9 0 1 0-18 0 M3 12h18 M12 3c-5 5-5 13 0 18 M12 3c5 5 5 13 0 18',
  table: 'M3 5h18v14H3z M3 10h18 M3 14.5h18 M9.5 10v9',
  chart: 'M4 20V4 M4 20h16 M8 16v-4 M12 16V8 M16 16v-6',
} as const;

export type IconName = keyof typeof paths;

/** `size` in pixels. Decorative: the words beside it say what it means. */
export function Icon({ name, size = 32, weight = 2.4 }: { name: IconName; size?: number; weight?: number }) {
  return (
    <svg
      viewBox="0 0 24 24"
      width={size}
      height={size}
      fill="none"
      stroke="currentColor"
      strokeWidth={weight}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      <path d={paths[name]} />
    </svg>
  );
}
