/** What a round of checks has found: of a unikernel, or of all on a host. */
export interface Found {
  readonly failed: boolean;
}

/** How many have to fail at once, at least, so that the cause is believed to be elsewhere. */
const fewest = { unikernels: 3, hosts: 2 } as const;

/**
 * Whether so many fail at once that it says nothing of each: what is between, the host, or this server is
 * more likely to be the cause. Those that failed for longer are not to be among them.
 */
export function isDoubtful(found: readonly Found[], what: keyof typeof fewest): boolean {
  return failures(found) >= fewest[what] && mostFail(found);
}

/** Whether more than half of them fail. */
export const mostFail = (found: readonly Found[]) => failures(found) > found.length / 2;

const failures = (found: readonly Found[]) => found.filter(({ failed }) => failed).length;
