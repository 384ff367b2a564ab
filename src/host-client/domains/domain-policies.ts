import type { Label } from '../../albatross/names.ts';
import type { Policy } from '../../albatross/policy.ts';
import type { Domain } from '../../albatross/transport.ts';
import { Problem } from '../../base/errors.ts';
import { policyLock } from '../../database/locks/lock-name.ts';
import type { Lock, LockMode, Locks } from '../../database/locks/locks.ts';
import type { HostLists } from '../managed-host.ts';

/** How long those who hold a domain's policy are waited for, in milliseconds. */
const maxWait = 30_000;

/** Reads the policy that holds for a domain; null: it has none. */
export type ReadPolicy = (domain: Label) => Promise<Policy | null>;

/** Whose policies they are: commands that were begun under a former name of the host count, too. */
export type PolicyHost = Pick<HostLists, 'id' | 'name'>;

/** Leave to present a domain's policy to the host, until disposed. */
export interface Presenting extends Lock {
  /** The domain with the policy that holds now. */
  readonly domain: Domain;
}

/**
 * Every command in a domain presents the domain's policy to the host, which takes it: one that was
 * begun under an older policy must not come after a newer one. So commands hold their domain's
 * lock together, who changes the policy holds it alone, and who comes later presents the new one.
 */
export class DomainPolicies {
  readonly #host: PolicyHost;
  readonly #locks: Locks;
  /** What was changed since the start; null: the domain has no policy any more. */
  readonly #changed: Map<Label, Policy | null>;

  readonly #read: ReadPolicy | undefined;

  /** `read` where other servers may change policies too; `former`: under the name that the host had before. */
  constructor(host: PolicyHost, locks: Locks, read?: ReadPolicy, former?: DomainPolicies) {
    this.#host = host;
    this.#read = read;
    this.#locks = locks;
    this.#changed = former ? former.#changed : new Map();
  }

  /** Leave for a command in the domain. Rejects with `no-policy`, `host-busy`, the signal's reason. */
  async present(domain: Domain, signal?: AbortSignal): Promise<Presenting> {
    const { label } = domain;
    await using holding = new AsyncDisposableStack();
    const { lost } = holding.use(await this.#hold(label, 'shared', signal));
    const changed = this.#read ? await this.#read(label) : this.#changed.get(label);
    if (changed === null) throw noPolicy(this.#host.name, label);
    const current = { label, policy: changed ?? domain.policy };
    const held = holding.move();
    return { domain: current, lost, [Symbol.asyncDispose]: () => held.disposeAsync() };
  }

  /**
   * Changes the policy while no command of the domain runs: to what `change` gives, null for none.
   * Rejects with `host-busy`, the signal's reason (both end only the wait), and as `change` does,
   * which ends when its lock is lost.
   */
  async change(
    domain: Label,
    change: (lost: AbortSignal) => Promise<Policy | null>,
    signal?: AbortSignal,
  ): Promise<void> {
    await using alone = await this.#hold(domain, 'exclusive', signal);
    this.#changed.set(domain, await change(alone.lost));
  }

  /** A policy that the host has already is ours from now on, too: nothing has to be presented for that. */
  adopt(domain: Label, policy: Policy): void {
    this.#changed.set(domain, policy);
  }

  async #hold(label: Label, mode: LockMode, signal?: AbortSignal): Promise<Lock> {
    const { id, name } = this.#host;
    const lock = await this.#locks.acquire(policyLock(id, label), { mode, wait: maxWait, signal });
    if (lock) return lock;
    throw new Problem(
      'host-busy',
      `Other commands of ${label} on ${name} did not end within ${maxWait / 1000} s. Try again later.`,
      { headers: { 'Retry-After': '5' } },
    );
  }
}

/** What an account without a policy on a host gets there. */
export function noPolicy(host: Label, account: Label): Problem {
  return new Problem(
    'no-policy',
    `${account} has no policy on the host ${host}. An administrator can give it one.`,
    { facts: { host } },
  );
}
