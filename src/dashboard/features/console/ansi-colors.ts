/** The sixteen colours of terminals, all legible on the console's ground (WCAG 2, 4.5 to 1). */
const named: Readonly<Record<string, string>> = {
  'ansi-black': '#93a3ab',
  'ansi-red': '#ff8a80',
  'ansi-green': '#7ddc8b',
  'ansi-yellow': '#e8c468',
  'ansi-blue': '#82b4ff',
  'ansi-magenta': '#e69cf0',
  'ansi-cyan': '#6fd6e5',
  'ansi-white': '#d7e3e8',
  'ansi-bright-black': '#a9b8bf',
  'ansi-bright-red': '#ffb1a8',
  'ansi-bright-green': '#a5eeb0',
  'ansi-bright-yellow': '#f7dc94',
  'ansi-bright-blue': '#aecdff',
  'ansi-bright-magenta': '#f2c0f8',
  'ansi-bright-cyan': '#a3e8f2',
  'ansi-bright-white': '#ffffff',
};

const palettePrefix = 'ansi-palette-';
const cubeStart = 16;
const greysStart = 232;
const levels = [0, 95, 135, 175, 215, 255] as const;

/** The CSS colour of a name that anser gives; null where that says nothing. */
export function cssColor(name: string | null, trueColor: string | null): string | null {
  if (name === null) return null;
  if (name === 'ansi-truecolor') return trueColor && `rgb(${trueColor})`;
  if (!name.startsWith(palettePrefix)) return named[name] ?? null;
  return paletteColor(Number(name.slice(palettePrefix.length)));
}

/** Numbers 16 to 255 of xterm: a cube of 6 levels a colour, and 24 greys. */
function paletteColor(number: number): string {
  if (number >= greysStart) {
    const grey = 8 + (number - greysStart) * 10;
    return `rgb(${grey}, ${grey}, ${grey})`;
  }
  const place = number - cubeStart;
  const [red, green, blue] = [place / 36, (place / 6) % 6, place % 6].map(
    (index) => levels[Math.floor(index)] ?? 0,
  );
  return `rgb(${red}, ${green}, ${blue})`;
}
