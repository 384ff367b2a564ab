/** A console that is to be kept, and whether it is followed at the moment. */
export interface Candidate {
  readonly id: string;
  readonly domain: string;
  /** Since when it is followed; null: it is not. Milliseconds. */
  readonly since: number | null;
  /** When it was last left; 0: it was never followed. */
  readonly leftAt: number;
}

/** How many consoles of a host may be followed at once: of a domain, and in all. */
export interface FollowLimits {
  readonly ofDomain: number;
  readonly ofHost: number;
}

/** Milliseconds that one is followed before it gives way to one that waits. */
const turn = 30_000;

/**
 * Which consoles are to be followed now: as many as may be. Where more wait they take turns, the one that
 * was left longest ago first.
 */
export function chooseFollowed(
  candidates: readonly Candidate[],
  { ofDomain, ofHost }: FollowLimits,
  now: number,
): ReadonlySet<string> {
  const chosen = new Set<string>();
  const counts = new Map<string, number>();
  for (const { id, domain } of inOrder(candidates, now)) {
    const count = counts.get(domain) ?? 0;
    if (chosen.size >= ofHost) break;
    if (count >= ofDomain) continue;
    counts.set(domain, count + 1);
    chosen.add(id);
  }
  return chosen;
}

/** Those whose turn it is, those that wait, and those whose turn is over. */
function inOrder(candidates: readonly Candidate[], now: number): Candidate[] {
  const rank = ({ since }: Candidate) => {
    if (since === null) return 1;
    return now - since < turn ? 0 : 2;
  };
  const wait = ({ since, leftAt }: Candidate) => (since === null ? leftAt : -since);
  return candidates.toSorted((one, other) => rank(one) - rank(other) || wait(one) - wait(other));
}
