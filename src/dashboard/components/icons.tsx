const shapes = {
  overview: 'M4 4h7v7H4z M13 4h7v4h-7z M13 10h7v10h-7z M4 13h7v7H4z',
  unikernel: 'M12 3l8 4.5v9L12 21l-8-4.5v-9z M12 12l8-4.5 M12 12v9 M12 12L4 7.5',
  volume: 'M4 6c0-4 16-4 16 0v12c0 4-16 4-16 0z M4 6c0 4 16 4 16 0 M4 12c0 4 16 4 16 0',
  token: 'M15 15a5 5 0 1 0-4.5-2.8L4 18.7V21h3v-2h2v-2h2l1.2-1.2A5 5 0 0 0 15 15z M16.5 7.5v0',
  host: 'M4 4h16v7H4z M4 13h16v7H4z M8 7.5v0 M8 16.5v0',
  account: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8z M4 21c0-9 16-9 16 0',
  accounts:
    'M9 11a4 4 0 1 0 0-8 4 4 0 0 0 0 8z M2 20c0-8 14-8 14 0 M16 3.5a4 4 0 0 1 0 7 M18 13c3 1 4 4 4 7',
  policy: 'M4 20h16 M6 20v-6 M12 20V4 M18 20v-9',
  event: 'M4 6h16 M4 12h10 M4 18h13 M19 12v0',
  bell: 'M6 17V11a6 6 0 0 1 12 0v6l2 2H4z M10 21h4',
  audit: 'M6 3h9l4 4v14H6z M9 12h7 M9 16h7 M9 8h3',
  credential: 'M9 15l6-6 M11 7l2-2a4 4 0 0 1 6 6l-2 2 M13 17l-2 2a4 4 0 0 1-6-6l2-2',
  issuer: 'M12 3l8 3v6c0 5-4 8-8 9-4-1-8-4-8-9V6z M8.5 12l2.5 2.5 4.5-5',
  usage: 'M4 20h16 M5 16l5-6 4 3 5-8',
  deploy: 'M12 16V4 M7 9l5-5 5 5 M4 16v4h16v-4',
  attention: 'M12 4L2 20h20z M12 10v4 M12 17v0',
  done: 'M4 12l5 5L20 6',
  copy: 'M8 8h12v12H8z M16 8V4H4v12h4',
  light:
    'M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8z M12 2v2 M12 20v2 M2 12h2 M20 12h2 M5 5l1.4 1.4 M17.6 17.6L19 19 M19 5l-1.4 1.4 M6.4 17.6L5 19',
  dark: 'M20 14A8 8 0 1 1 10 4a7 7 0 0 0 10 10z',
  auto: 'M12 3a9 9 0 1 0 0 18z M12 3a9 9 0 0 1 0 18',
  leave: 'M14 4H5v16h9 M10 12h11 M17 8l4 4-4 4',
  down: 'M6 9l6 6 6-6',
  up: 'M6 15l6-6 6 6',
  search: 'M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13z M15.5 15.5L21 21',
  add: 'M12 5v14 M5 12h14',
  remove: 'M4 7h16 M9 7V4h6v3 M6 7l1 13h10l1-13',
  start: 'M7 4v16l13-8z',
  stop: 'M6 6h12v12H6z',
  restart: 'M20 11a8 8 0 1 0-2.3 6 M20 4v7h-7',
  upload: 'M12 16V4 M7 9l5-5 5 5 M4 20h16',
  download: 'M12 4v12 M7 11l5 5 5-5 M4 20h16',
} as const;

export type IconName = keyof typeof shapes;

/** A picture beside words that say the same, and therefore silent for a screen reader. */
export function Icon({ name, size = 18 }: { readonly name: IconName; readonly size?: number }) {
  return (
    <svg
      aria-hidden="true"
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth={1.75}
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      <path d={shapes[name]} />
    </svg>
  );
}
