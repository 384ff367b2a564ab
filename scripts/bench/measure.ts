/** Median of some figures. */
export function median(figures: readonly number[]): number {
  const sorted = [...figures].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const high = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? high : ((sorted[middle - 1] ?? high) + high) / 2;
}

const warmUps = 2;

/** What two things came to that were measured in turn. */
export interface InTurn {
  /** Medians. */
  readonly ours: number;
  readonly bare: number;
  /** Ours over bare, round by round. */
  readonly each: readonly number[];
}

/**
 * Measures two things in turn, A B A B …: so the machine's moods meet both. The first two rounds warm
 * up and are not counted.
 */
export async function inTurn(
  rounds: number,
  ours: () => Promise<number>,
  bare: () => Promise<number>,
): Promise<InTurn> {
  const counted: Round[] = [];
  for (let round = -warmUps; round < rounds; round++) {
    const figures = { ours: await ours(), bare: await bare() };
    if (round >= 0) counted.push(figures);
  }
  return summarize(counted);
}

/** As `inTurn`, for works that give several figures at once, by their names. */
export async function allInTurn(
  rounds: number,
  ours: () => Promise<ReadonlyMap<string, number>>,
  bare: () => Promise<ReadonlyMap<string, number>>,
): Promise<ReadonlyMap<string, InTurn>> {
  const counted = new Map<string, Round[]>();
  for (let round = -warmUps; round < rounds; round++) {
    const [own, others] = [await ours(), await bare()];
    if (round < 0) continue;
    for (const [name, figure] of own) {
      const figures = { ours: figure, bare: others.get(name) ?? Number.NaN };
      counted.set(name, [...(counted.get(name) ?? []), figures]);
    }
  }
  return new Map([...counted].map(([name, figures]) => [name, summarize(figures)]));
}

interface Round {
  readonly ours: number;
  readonly bare: number;
}

function summarize(rounds: readonly Round[]): InTurn {
  return {
    ours: median(rounds.map(({ ours }) => ours)),
    bare: median(rounds.map(({ bare }) => bare)),
    each: rounds.map(({ ours, bare }) => ours / bare),
  };
}

/** Milliseconds that `work` takes. */
export async function timed(work: () => Promise<unknown> | unknown): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}
