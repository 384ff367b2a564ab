import assert from 'node:assert/strict';
import { Problem } from '../../../../src/base/errors.ts';
import type { ActingAccount, Actor } from '../../../../src/identity/access/actor.ts';
import { scopes } from '../../../../src/identity/access/scopes.ts';
import type { UserChange } from '../../../../src/identity/accounts/users.ts';
import { credentialOf } from '../../../../src/identity/authentication/look-up.ts';
import type { ReplacedSecret, Token } from '../../../../src/identity/tokens/entity.ts';
import type { TokenChange, TokenRequest } from '../../../../src/identity/tokens/grants.ts';
import { type Reach, reachOf } from '../../../../src/identity/tokens/reach.ts';
import { type Bearer, beyond } from './reaches.ts';

/** A secret that was replaced, in its grace. */
export type Replaced = Pick<ReplacedSecret, 'prefix' | 'until'>;

/** Where tokens are made and changed. Each gives the token as it is then, or refuses. */
export interface TokenShop {
  create(actor: Actor, request: TokenRequest): Promise<Token>;
  change(actor: Actor, id: string, change: TokenChange): Promise<Token>;
  /** Gives a token a new secret; the old one works on for so many milliseconds. */
  rotate(
    actor: Actor,
    id: string,
    grace: number,
  ): Promise<{ readonly token: Token; readonly replaced: Replaced }>;
  /** Trusts whoever is known to do this job, with so much. */
  trust(actor: Actor, job: string, wanted: Reach): Promise<unknown>;
  /** A token for whoever does this job. */
  exchange(job: string): Promise<Token>;
  /** Signs in to the actor's own account, with a new password by a link that the actor makes. */
  enter(actor: Actor): Promise<Actor>;
  /** Changes another account, whose owner helps the actor; gives that one, signed in. */
  changeHelper(actor: Actor, helper: Helper, change: UserChange): Promise<Actor>;
}

/** Another account: one that waits, and an administrator's that is deactivated. */
export const helpers = {
  waiting: { id: '00000000-0000-4000-8000-000000000001', admin: false },
  former: { id: '00000000-0000-4000-8000-000000000002', admin: true },
} as const;
export type Helper = keyof typeof helpers;

/** Who bears a token, or a secret that it had before. */
export function bearerOf(
  account: ActingAccount,
  token: Token,
  replaced: Replaced | null = null,
): Bearer {
  return { account, credential: credentialOf(token, replaced) };
}

/** Who may do so much, as a trust promises it, or as one who is signed in. */
function promiseOf(account: ActingAccount, reach: Reach): Bearer {
  const nobody = { kind: 'token', id: '', name: '', prefix: '', replaced: false } as const;
  return { account, credential: { ...nobody, ...reach } };
}

const everything: Reach = {
  ...{ scopes, hosts: null, names: null, addresses: null },
  ...{ expiresAt: null, hourlyLimit: Number.MAX_SAFE_INTEGER },
};

/** A secret that the intruder has. */
interface Held {
  readonly token: Token;
  readonly replaced: Replaced | null;
}

/** One who has got hold of a token and makes the most of it. */
export class Intruder {
  readonly shop: TokenShop;
  readonly root: Bearer;
  /** The secrets that it has got, the first one first. */
  #hand: readonly Held[];
  /** What it is promised for the jobs that it is known to do: by the owner, and by its tokens. */
  readonly #promises: Map<string, Bearer>;
  /** All that it was ever given by the owner: the first token, and what is promised for a job. */
  readonly #origins: readonly Bearer[];
  /** A token of the account that it has not got. */
  readonly #treasure: string;
  /** How many moves were not refused. */
  done = 0;

  /** `given`: what the owner promises for the job `given`. */
  constructor(
    shop: TokenShop,
    account: ActingAccount,
    first: Token,
    given: Reach,
    treasure: string,
  ) {
    const promise = promiseOf(account, given);
    this.shop = shop;
    this.root = bearerOf(account, first);
    this.#hand = [{ token: first, replaced: null }];
    this.#promises = new Map([['given', promise]]);
    this.#origins = [this.root, promise];
    this.#treasure = treasure;
  }

  /** Has one of its tokens make a token, or change this one; or is refused. */
  async attempt(
    by: number,
    move: (bearer: Bearer) => Promise<Token>,
    target: string | null = null,
  ): Promise<void> {
    const { bearer, bound } = this.#holder(by);
    const token = await orRefused(move(bearer));
    if (!token) return;
    assert.ok(!isReplaced(bearer, target), 'changed by a secret that was replaced');
    this.#take(token, bound);
  }

  /** Has one of its tokens give this one a new secret, and has that then beside the old one. */
  async attemptRotation(by: number, target: string, grace: number): Promise<void> {
    const { bearer, bound } = this.#holder(by);
    const rotated = await orRefused(this.shop.rotate(bearer, target, grace));
    if (!rotated) return;
    assert.ok(!isReplaced(bearer, target), 'rotated by a secret that was replaced');
    const { token, replaced } = rotated;
    this.#hand = this.#hand.map((held) =>
      held.token.id === target && !held.replaced ? { token, replaced } : held,
    );
    this.#take(token, bound);
  }

  /** Has one of its tokens trust in what it does itself; or is refused. */
  async attemptTrust(by: number, wanted: Reach): Promise<void> {
    const { bearer, bound } = this.#holder(by);
    const job = `job ${this.#promises.size}`;
    const trust = await orRefused(this.shop.trust(bearer, job, wanted));
    if (!trust) return;
    this.done += 1;
    const promise = promiseOf(bearer.account, wanted);
    assert.deepEqual(beyond(promise, bound), [], 'promises more than its maker has');
    this.#promises.set(job, promise);
  }

  /** Shows that it does a job that somebody trusts in. */
  async attemptExchange(index: number): Promise<void> {
    const [job, promise] = pick([...this.#promises], index);
    const token = await orRefused(this.shop.exchange(job));
    if (token) this.#take(token, promise);
  }

  /** Has one of its tokens help it to be signed in as somebody; or is refused. */
  async attemptSession(by: number, enter: (bearer: Bearer) => Promise<Actor>): Promise<void> {
    const { bearer, bound } = this.#holder(by);
    const person = await orRefused(enter(bearer));
    if (!person) return;
    this.done += 1;
    // What an ordinary account does is in its own domain, and as an administrator gives it.
    if (!person.account.admin && person.account.id !== bearer.account.id) return;
    const gains = beyond(promiseOf(person.account, everything), bound);
    assert.deepEqual(gains, [], 'is signed in as somebody who may do more');
  }

  /** Who bears one of the secrets that it has, and what may be made with that at most. */
  #holder(index: number): { readonly bearer: Bearer; readonly bound: Bearer } {
    const { token, replaced } = pick(this.#hand, index);
    const { account } = this.root;
    const bearer = bearerOf(account, token, replaced);
    if (!replaced) return { bearer, bound: bearer };
    const ends = [replaced.until, token.expiresAt ?? replaced.until].map(Number);
    const reach = { ...reachOf(token), expiresAt: new Date(Math.min(...ends)) };
    return { bearer, bound: promiseOf(account, reach) };
  }

  /** Has a token as it is now, and its own secret. */
  #take(token: Token, bound: Bearer): void {
    this.done += 1;
    const made = bearerOf(bound.account, token);
    const others = this.#hand.filter((held) => held.token.id !== token.id || held.replaced);
    const former = others.map((held) => (held.token.id === token.id ? { ...held, token } : held));
    this.#hand = [...former, { token, replaced: null }];
    assert.deepEqual(beyond(made, bound), [], 'more than its maker');
    this.inspect(token);
  }

  /** Fails where a token goes beyond everything that the owner has given. */
  inspect(token: Token): void {
    const bearer = bearerOf(this.root.account, token);
    const excess = this.#origins.map((origin) => beyond(bearer, origin));
    assert.ok(
      excess.some((more) => more.length === 0),
      `more than the owner gave: ${excess.join(' or ')}`,
    );
  }

  /** The id of a token of the account: one that it has got, or the treasure. */
  target(index: number): string {
    return pick([...this.#hand.map(({ token }) => token.id), this.#treasure], index);
  }
}

function isReplaced({ credential }: Bearer, target: string | null): boolean {
  return credential.replaced && credential.id === target;
}

async function orRefused<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof Problem && error.status < 500) return null;
    throw error;
  }
}

function pick<T>(list: readonly T[], index: number): T {
  const found = list[index % list.length];
  assert.ok(found !== undefined);
  return found;
}
