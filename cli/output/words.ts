const units = [
  ['d', 86_400],
  ['h', 3_600],
  ['min', 60],
] as const;

/** How long ago a moment (RFC 3339) was, as `5 min`; null stays null. */
export function ago(moment: string | null, now: number): string | null {
  if (moment === null) return null;
  const seconds = Math.max(0, Math.round((now - Date.parse(moment)) / 1000));
  const unit = units.find(([, length]) => seconds >= length);
  return unit ? `${Math.floor(seconds / unit[1])} ${unit[0]}` : `${seconds} s`;
}

const sizes = ['octets', 'KiB', 'MiB', 'GiB', 'TiB'] as const;

/** A number of octets, as `1.5 MiB`. */
export function size(octets: number): string {
  let rest = octets;
  let power = 0;
  while (rest >= 1024 && power < sizes.length - 1) {
    rest /= 1024;
    power += 1;
  }
  return `${power === 0 ? rest : rest.toFixed(1)} ${sizes[power]}`;
}

/** Several texts as one, or null where there are none. */
export const list = (texts: readonly string[] | null): string | null =>
  texts === null || texts.length === 0 ? null : texts.join(', ');
