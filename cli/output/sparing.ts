/** Milliseconds between two redraws of a line: more often nobody can read it. */
const pause = 100;

/** Tells at once, and then again only after a pause; what comes in between is left out. */
export function sparing<T extends readonly unknown[]>(
  now: () => number,
  tell: (...told: T) => void,
): (...told: T) => void {
  let next = Number.NEGATIVE_INFINITY;
  return (...told) => {
    const at = now();
    if (at < next) return;
    next = at + pause;
    tell(...told);
  };
}
