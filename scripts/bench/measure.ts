/** Median of some figures. */
export function median(figures: readonly number[]): number {
  const sorted = [...figures].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const high = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? high : ((sorted[middle - 1] ?? high) + high) / 2;
}

const warmUps = 2;

/**
 * Measures two things in turn, A B A B …, and gives the median of each: so the machine's moods
 * meet both. The first two rounds warm up and are not counted.
 */
export async function inTurn(
  rounds: number,
  ours: () => Promise<number>,
  bare: () => Promise<number>,
): Promise<{ readonly ours: number; readonly bare: number }> {
  const figures: { ours: number; bare: number }[] = [];
  for (let round = -warmUps; round < rounds; round++) {
    const figure = { ours: await ours(), bare: await bare() };
    if (round >= 0) figures.push(figure);
  }
  return {
    ours: median(figures.map((figure) => figure.ours)),
    bare: median(figures.map((figure) => figure.bare)),
  };
}

/** Milliseconds that `work` takes. */
export async function timed(work: () => Promise<unknown> | unknown): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}
