import { randomBytes } from 'node:crypto';
import argon2 from 'argon2';
import PQueue from 'p-queue';
import { Problem } from '../../base/errors.ts';

/** A hash takes a core and its memory, so only two are made at once, and few may wait. */
const hashesAtOnce = 2;
const maxWaiting = 64;

/** How hard a password is to guess from its hash: MiB of memory, and passes over it. */
export interface PasswordCost {
  readonly memory: number;
  readonly passes: number;
}

const defaultCost: PasswordCost = { memory: 64, passes: 3 };

/** Hashes passwords and compares them (argon2id, RFC 9106). */
export class Passwords {
  readonly #queue = new PQueue({ concurrency: hashesAtOnce });
  readonly #cost: PasswordCost;
  readonly #nobodys: string;

  private constructor(cost: PasswordCost, nobodys: string) {
    this.#cost = cost;
    this.#nobodys = nobodys;
  }

  /** Ready to compare, with nobody's password too. */
  static async create(cost: PasswordCost = defaultCost): Promise<Passwords> {
    return new Passwords(cost, await hash(randomBytes(16).toString('hex'), cost));
  }

  /** A password's hash, salt and cost included. Throws `too-many-requests` when many wait. */
  hash(password: string): Promise<string> {
    return this.#inTurn(() => hash(password, this.#cost));
  }

  /**
   * Whether the hash is this password's. Where there is no hash, since there is no such account,
   * the answer takes as long. Throws `too-many-requests` when many wait.
   */
  async matches(password: string, known: string | null): Promise<boolean> {
    const matching = await this.#inTurn(() => argon2.verify(known ?? this.#nobodys, password));
    return matching && known !== null;
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.#queue.size < maxWaiting) return this.#queue.add(work);
    throw new Problem('too-many-requests', 'Too many people are signing in. Try again shortly.', {
      headers: { 'Retry-After': '5' },
    });
  }
}

function hash(password: string, { memory, passes }: PasswordCost): Promise<string> {
  const type = argon2.argon2id;
  return argon2.hash(password, { type, memoryCost: memory * 1024, timeCost: passes });
}
