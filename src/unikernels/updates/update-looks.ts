import type { Clock } from '../../base/clock.ts';
import { Problem } from '../../base/errors.ts';
import type { Database } from '../../database/database.ts';
import type { Domains } from '../../identity/accounts/domains.ts';
import { StoredUnikernel } from '../registry/entity.ts';
import type { RegisteredUnikernel } from '../registry/registered-unikernel.ts';
import type { Registry } from '../registry/registry.ts';
import { type FindNewerDeps, type FoundNewer, findNewer } from './find-newer.ts';
import { currentLook, type UpdateLook } from './update-look.ts';

/** Milliseconds for which what was told is told again without asking. */
const freshFor = 60_000;

export interface UpdateLooksDeps extends FindNewerDeps {
  readonly database: Database;
  readonly registry: Pick<Registry, 'changed'>;
  readonly accounts: Pick<Domains, 'activeOf'>;
  readonly clock: Clock;
}

/** Asks the sources of unikernels what is newer, and remembers what they said. */
export class UpdateLooks {
  readonly #deps: UpdateLooksDeps;

  constructor(deps: UpdateLooksDeps) {
    this.#deps = deps;
  }

  /** Asks now, at most once a minute; null: nobody could tell. Rejects with the problem of the source. */
  async ask(known: RegisteredUnikernel, signal: AbortSignal): Promise<UpdateLook | null> {
    const before = currentLook(known);
    const since = this.#deps.clock().getTime() - freshFor;
    if (before && Date.parse(before.at) > since) return before;
    const found = await findNewer(this.#deps, known, { byDigest: true, signal });
    return found && (await this.#record(known, found));
  }

  /**
   * The same by itself: only where the image came from, only for an account that is active, and what
   * went wrong is remembered. Rejects with what is no problem of a source; its turn is over all the same.
   */
  async lookAgain(known: RegisteredUnikernel, signal: AbortSignal): Promise<void> {
    try {
      await this.#lookAgain(known, signal);
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof Problem) return;
      await this.#note(known, currentLook(known));
      throw error;
    }
  }

  async #lookAgain(known: RegisteredUnikernel, signal: AbortSignal): Promise<void> {
    const isActive = (await this.#deps.accounts.activeOf(known.key.domain)) !== null;
    const found = isActive && (await findNewer(this.#deps, known, { byDigest: false, signal }));
    if (found) await this.#record(known, found);
    else await this.#note(known, currentLook(known));
  }

  async #record(known: RegisteredUnikernel, { origin, ask }: FoundNewer): Promise<UpdateLook> {
    const { digest } = known;
    if (digest === null) throw new Error('An image without a digest has no newer one');
    const at = this.#deps.clock().toISOString();
    const look = { digest, at, origin, problem: null };
    try {
      const now = { ...look, newer: await ask() };
      await this.#note(known, now);
      return now;
    } catch (error) {
      if (error instanceof Problem) {
        const { code, detail } = error;
        const newer = currentLook(known)?.newer ?? null;
        await this.#note(known, { ...look, newer, problem: { code, detail } });
      }
      throw error;
    }
  }

  async #note({ id, key }: RegisteredUnikernel, updateLook: UpdateLook | null): Promise<void> {
    const change = { updateLook, updateAt: this.#deps.clock() };
    await this.#deps.database.em().nativeUpdate(StoredUnikernel, { id }, change);
    this.#deps.registry.changed(key.domain);
  }
}
