import type { Label } from '../../albatross/names.ts';

/** Whether the checks of a unikernel fail that did not before. */
export interface Found {
  readonly failed: boolean;
}

/** How many have to fail at once, at least, so that the cause is believed to be elsewhere. */
const fewest = { unikernels: 3, accounts: 2, hosts: 2 } as const;

/** What was found last of each account's unikernels on a host, but for those that were failing before. */
type FoundOnHost = Map<Label, readonly Found[]>;

/**
 * Knows whether so much fails at once that it says nothing of each: what is between, the host, or this
 * server is more likely to be the cause. What one account has says so of that account alone, whatever it
 * has: others are not doubted for it.
 */
export class Outages {
  /** By the host's id. */
  readonly #hosts = new Map<string, FoundOnHost>();

  /** Notes what was found last of an account on a host; none: nothing of it is checked there. */
  note(hostId: string, account: Label, found: readonly Found[]): void {
    const onHost = this.#hosts.get(hostId) ?? new Map<Label, readonly Found[]>();
    if (found.length > 0) onHost.set(account, found);
    else onHost.delete(account);
    if (onHost.size > 0) this.#hosts.set(hostId, onHost);
    else this.#hosts.delete(hostId);
  }

  /** Forgets a host that is watched no longer. */
  forget(hostId: string): void {
    this.#hosts.delete(hostId);
  }

  /** Whether what fails of this account on this host is doubtful. */
  isDoubtful(hostId: string, account: Label): boolean {
    const onHost = this.#hosts.get(hostId) ?? new Map<Label, readonly Found[]>();
    return isMass(onHost.get(account) ?? []) || isHostOut(onHost) || this.#isCutOff(account);
  }

  /** Whether most of what this server checks fails, on several hosts, and not of another account alone. */
  #isCutOff(account: Label): boolean {
    const hosts = [...this.#hosts.values()];
    const out = hosts.filter(mostAccountsFail);
    if (out.length < fewest.hosts || out.length <= hosts.length / 2) return false;
    const failing = new Set(out.flatMap(failingAccounts));
    return failing.size >= fewest.accounts || failing.has(account);
  }
}

const isMass = (found: readonly Found[]) => failures(found) >= fewest.unikernels && mostFail(found);

const isHostOut = (onHost: FoundOnHost) =>
  failures([...onHost.values()].flat()) >= fewest.unikernels &&
  failingAccounts(onHost).length >= fewest.accounts &&
  mostAccountsFail(onHost);

const mostAccountsFail = (onHost: FoundOnHost) => failingAccounts(onHost).length > onHost.size / 2;

const failingAccounts = (onHost: FoundOnHost) =>
  [...onHost].filter(([, found]) => mostFail(found)).map(([account]) => account);

const mostFail = (found: readonly Found[]) => failures(found) > found.length / 2;

const failures = (found: readonly Found[]) => found.filter(({ failed }) => failed).length;
