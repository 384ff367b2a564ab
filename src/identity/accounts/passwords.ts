import { randomBytes } from 'node:crypto';
import { availableParallelism } from 'node:os';
import argon2 from 'argon2';
import { Problem } from '../../base/errors.ts';
import { FairQueue, type QueueLoad } from '../../base/fair-queue.ts';

/** A hash takes a processor and its memory: two at once at most, and one processor is left to all else. */
const defaultAtOnce = Math.max(1, Math.min(2, availableParallelism() - 1));

/**
 * Few may wait of one address or account, and one each where many wait already: however many there are of
 * the others, somebody new finds room, up to a limit that is hard.
 */
const maxWaiting = { ofOne: 32, oneEachFrom: 64, inAll: 512 } as const;

/** How hard a password is to guess from its hash: MiB of memory, and passes over it. */
export interface PasswordCost {
  readonly memory: number;
  readonly passes: number;
}

const defaultCost: PasswordCost = { memory: 64, passes: 3 };

/** Lanes of memory that are filled side by side (RFC 9106, section 3.1). */
const lanes = 4;

/**
 * Hashes passwords and compares them (argon2id, RFC 9106), by turns of those who ask for it: `whose` is
 * an account, or the address where none is known.
 */
export class Passwords {
  readonly #queue: FairQueue;
  readonly #cost: PasswordCost;
  readonly #nobodys: string;

  constructor(cost = defaultCost, atOnce = defaultAtOnce) {
    this.#queue = new FairQueue(atOnce);
    this.#cost = cost;
    this.#nobodys = nobodysHash(cost);
  }

  /** How many passwords are hashed, and how many wait. */
  get load(): QueueLoad {
    return this.#queue.load;
  }

  /** A password's hash, salt and cost included. Throws `too-many-requests` when many wait. */
  hash(password: string, whose: string): Promise<string> {
    return this.#inTurn(whose, () => hash(password, this.#cost));
  }

  /**
   * Whether the hash is this password's. Where there is no hash, since there is no such account,
   * the answer takes as long. Throws `too-many-requests` when many wait.
   */
  async matches(password: string, known: string | null, whose: string): Promise<boolean> {
    const compare = () => argon2.verify(known ?? this.#nobodys, password);
    const matching = await this.#inTurn(whose, compare);
    return matching && known !== null;
  }

  async #inTurn<T>(whose: string, work: () => Promise<T>): Promise<T> {
    const { ofOne, inAll } = this.#queue.waiting(whose);
    const max = inAll < maxWaiting.oneEachFrom ? maxWaiting.ofOne : 1;
    if (ofOne >= max || inAll >= maxWaiting.inAll) throw tooMany();
    const turn = this.#queue.enter(whose);
    try {
      await turn.come;
      return await work();
    } finally {
      turn.leave();
    }
  }
}

function tooMany(): Problem {
  return new Problem('too-many-requests', 'Too many people are signing in. Try again shortly.', {
    headers: { 'Retry-After': '5' },
  });
}

function hash(password: string, { memory, passes }: PasswordCost): Promise<string> {
  const type = argon2.argon2id;
  return argon2.hash(password, {
    ...{ type, memoryCost: memory * 1024, timeCost: passes, parallelism: lanes },
  });
}

/** The hash of no password, made up: to compare with it takes as long as with any of the same cost. */
function nobodysHash({ memory, passes }: PasswordCost): string {
  const [salt, digest] = [16, 32].map((size) => randomBytes(size).toString('base64'));
  const unpadded = `${salt}$${digest}`.replaceAll('=', '');
  return `$argon2id$v=19$m=${memory * 1024},t=${passes},p=${lanes}$${unpadded}`;
}
