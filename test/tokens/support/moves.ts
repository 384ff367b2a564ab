import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { ActingAccount, Actor } from '../../../src/access/actor.ts';
import { Problem } from '../../../src/errors.ts';
import type { Token } from '../../../src/tokens/entity.ts';
import type { TokenChange, TokenRequest } from '../../../src/tokens/grants.ts';
import { type Reach, reachOf } from '../../../src/tokens/reach.ts';
import { anyReach, type Bearer, beyond } from './reaches.ts';

/** Where tokens are made and changed. Each gives the token as it is then, or refuses. */
export interface TokenShop {
  create(actor: Actor, request: TokenRequest): Promise<Token>;
  change(actor: Actor, id: string, change: TokenChange): Promise<Token>;
  rotate(actor: Actor, id: string): Promise<Token>;
  /** Trusts whoever is known to do this job, with so much. */
  trust(actor: Actor, job: string, wanted: Reach): Promise<unknown>;
  /** A token for whoever does this job. */
  exchange(job: string): Promise<Token>;
}

/** Who bears a token, as long as it is not changed. */
export function bearerOf(account: ActingAccount, token: Token): Bearer {
  const { id, name, prefix } = token;
  return { account, credential: { kind: 'token', id, name, prefix, ...reachOf(token) } };
}

/** Who may do so much, as a trust promises it. */
function promiseOf(account: ActingAccount, reach: Reach): Bearer {
  const nobody = { kind: 'token', id: '', name: '', prefix: '' } as const;
  return { account, credential: { ...nobody, ...reach } };
}

/** One who has got hold of a token and makes the most of it. */
export class Intruder {
  readonly shop: TokenShop;
  readonly root: Bearer;
  /** The tokens that it has got, by their ids, the first one first. */
  readonly hand: Map<string, Bearer>;
  /** What it is promised for the jobs that it is known to do: by the owner, and by its tokens. */
  readonly #promises: Map<string, Bearer>;
  /** All that it was ever given by the owner: the first token, and what is promised for a job. */
  readonly #origins: readonly Bearer[];
  /** A token of the account that it has not got. */
  readonly #treasure: string;
  /** How many moves were not refused. */
  done = 0;

  /** `given`: what the owner promises for the job `given`. */
  constructor(shop: TokenShop, root: Bearer, given: Reach, treasure: string) {
    const promise = promiseOf(root.account, given);
    this.shop = shop;
    this.root = root;
    this.hand = new Map([[root.credential.id, root]]);
    this.#promises = new Map([['given', promise]]);
    this.#origins = [root, promise];
    this.#treasure = treasure;
  }

  /** Does something with one of its tokens that gives it a token, or changes one; or is refused. */
  async attempt(by: number, move: (bearer: Bearer) => Promise<Token>): Promise<void> {
    const maker = pick([...this.hand.values()], by);
    this.#take(await orRefused(move(maker)), maker);
  }

  /** Has one of its tokens trust in what it does itself; or is refused. */
  async attemptTrust(by: number, wanted: Reach): Promise<void> {
    const maker = pick([...this.hand.values()], by);
    const job = `job ${this.#promises.size}`;
    const trust = await orRefused(this.shop.trust(maker, job, wanted));
    if (!trust) return;
    this.done += 1;
    const promise = promiseOf(maker.account, wanted);
    assert.deepEqual(beyond(promise, maker), [], 'promises more than its maker has');
    this.#promises.set(job, promise);
  }

  /** Shows that it does a job that somebody trusts in. */
  async attemptExchange(index: number): Promise<void> {
    const [job, promise] = pick([...this.#promises], index);
    this.#take(await orRefused(this.shop.exchange(job)), promise);
  }

  #take(token: Token | null, maker: Bearer): void {
    if (!token) return;
    this.done += 1;
    const made = bearerOf(maker.account, token);
    this.hand.set(token.id, made);
    assert.deepEqual(beyond(made, maker), [], 'more than its maker');
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
    return pick([...this.hand.keys(), this.#treasure], index);
  }
}

type Move = fc.AsyncCommand<Record<string, never>, Intruder>;

/** A move that can always be tried. */
function move(text: () => string, run: (intruder: Intruder) => Promise<void>): Move {
  return { check: () => true, run: (_, intruder) => run(intruder), toString: text };
}

/** What can be done with tokens. Whatever else makes or changes one belongs here, too. */
export function anyMove(start: Date): fc.Arbitrary<Move>[] {
  const index = fc.nat(8);
  const reach = anyReach(start);
  const change: fc.Arbitrary<Partial<Reach>> = fc
    .tuple(reach, fc.subarray([...members]))
    .map(([whole, chosen]) => Object.fromEntries(chosen.map((member) => [member, whole[member]])));
  const create = fc.tuple(index, reach).map(([by, wanted]) => {
    const request = { name: 'made', description: null, ...wanted };
    return move(
      () => `create(${by}, ${fc.stringify(wanted)})`,
      (intruder) => intruder.attempt(by, (bearer) => intruder.shop.create(bearer, request)),
    );
  });
  const edit = fc.tuple(index, index, change).map(([by, target, changes]) =>
    move(
      () => `edit(${by}, ${target}, ${fc.stringify(changes)})`,
      (intruder) => {
        const id = intruder.target(target);
        return intruder.attempt(by, (bearer) => intruder.shop.change(bearer, id, changes));
      },
    ),
  );
  const rotate = fc.tuple(index, index).map(([by, target]) =>
    move(
      () => `rotate(${by}, ${target})`,
      (intruder) => {
        const id = intruder.target(target);
        return intruder.attempt(by, (bearer) => intruder.shop.rotate(bearer, id));
      },
    ),
  );
  const trust = fc.tuple(index, reach).map(([by, wanted]) =>
    move(
      () => `trust(${by}, ${fc.stringify(wanted)})`,
      (intruder) => intruder.attemptTrust(by, wanted),
    ),
  );
  const exchange = index.map((job) =>
    move(
      () => `exchange(${job})`,
      (intruder) => intruder.attemptExchange(job),
    ),
  );
  return [create, edit, rotate, trust, exchange];
}

const members = ['scopes', 'hosts', 'names', 'addresses', 'expiresAt', 'hourlyLimit'] as const;

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
