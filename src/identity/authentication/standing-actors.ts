import type { Clock } from '../../base/clock.ts';
import type { Database } from '../../database/database.ts';
import type { Actor } from '../access/actor.ts';
import { judgedAt } from './judged-at.ts';
import { type KnownToken, lookUpSessionById, lookUpTokenById } from './look-up.ts';

/** A credential that somebody asked with. */
export type StandingCredential = Pick<Actor['credential'], 'kind'> & KnownToken;

/** Those for whom something is still to be done, by the credential that they asked with. */
export class StandingActors {
  readonly #database: Database;
  readonly #clock: Clock;

  constructor(database: Database, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
  }

  /**
   * Who has a credential, and what they may as of now, for what they asked at a time: what has merely
   * expired since then is still good for it (`judgedAt`). Throws as `lookUpToken` does.
   */
  async of({ kind, ...known }: StandingCredential, askedAt?: Date): Promise<Actor> {
    const lookUp = kind === 'token' ? lookUpTokenById : lookUpSessionById;
    return (await lookUp(this.#database, known, judgedAt(askedAt, this.#clock()))).actor;
  }
}
