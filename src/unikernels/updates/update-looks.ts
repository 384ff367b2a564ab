import type { Clock } from '../../base/clock.ts';
import { Problem } from '../../base/errors.ts';
import { SharedWork } from '../../base/shared-work.ts';
import type { Database } from '../../database/database.ts';
import { recordEvent } from '../../database/events/record-event.ts';
import type { Domains } from '../../identity/accounts/domains.ts';
import { imageAvailable } from '../events/unikernel-events.ts';
import { StoredUnikernel } from '../registry/entity.ts';
import type { RegisteredUnikernel } from '../registry/registered-unikernel.ts';
import type { Registry } from '../registry/registry.ts';
import { type FindNewerDeps, type FindNewerOptions, findNewer } from './find-newer.ts';
import { isLimited, limitedUntil, type RoundSources } from './round-sources.ts';
import { currentLook, isSameImage, type UpdateLook } from './update-look.ts';

/** Milliseconds for which what was told is told again without asking. */
const freshFor = 60_000;

/** Milliseconds after which a source is asked again. */
export const lookInterval = 24 * 3600 * 1000;

export interface UpdateLooksDeps extends FindNewerDeps {
  readonly database: Database;
  readonly registry: Pick<Registry, 'changed'>;
  readonly accounts: Pick<Domains, 'activeOf'>;
  readonly clock: Clock;
}

interface LookOptions extends FindNewerOptions {
  /** What is asked; by default the sources themselves. */
  readonly sources?: FindNewerDeps['sources'];
}

/** Asks the sources of unikernels what is newer, and remembers what they said. */
export class UpdateLooks {
  readonly #deps: UpdateLooksDeps;
  readonly #asking = new SharedWork<UpdateLook | null>();

  constructor(deps: UpdateLooksDeps) {
    this.#deps = deps;
  }

  /**
   * Asks now, at most once a minute, and once for all who want to know meanwhile; null: there is nothing to
   * ask about. Rejects with the problem of the source, and the signal's reason.
   */
  async ask(known: RegisteredUnikernel, signal: AbortSignal): Promise<UpdateLook | null> {
    const before = currentLook(known);
    const since = this.#deps.clock().getTime() - freshFor;
    if (before && Date.parse(before.refusedAt ?? before.at ?? '') > since) return before;
    const look = (shared: AbortSignal) => this.#look(known, { byDigest: true, signal: shared });
    return await this.#asking.join(`${known.id} ${known.digest}`, signal, look);
  }

  /**
   * The same by itself, for an account that is active, and what goes wrong is remembered. The builder is
   * asked about images that came from elsewhere only where somebody has asked it before, and it knew them.
   * Rejects with what is no problem of a source; its turn is over all the same.
   */
  async lookAgain(
    known: RegisteredUnikernel,
    { sources, signal }: { readonly sources: RoundSources; readonly signal: AbortSignal },
  ): Promise<void> {
    const over = () => this.#store(known, { updateAt: this.#deps.clock() });
    try {
      if (!(await this.#deps.accounts.activeOf(known.key.domain))) return await over();
      const byDigest = currentLook(known)?.origin != null;
      if (!(await this.#look(known, { byDigest, sources, signal }))) await over();
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof Problem) return;
      await over();
      throw error;
    }
  }

  async #look(
    known: RegisteredUnikernel,
    { sources = this.#deps.sources, ...how }: LookOptions,
  ): Promise<UpdateLook | null> {
    const { digest } = known;
    if (digest === null) return null;
    const at = this.#deps.clock().toISOString();
    const before = currentLook(known);
    const { origin = null, newer = null } = before ?? {};
    let look: UpdateLook = { digest, at, origin, newer, limits: null, problem: null };
    try {
      const found = await findNewer({ ...this.#deps, sources }, known, how);
      if (!found && !how.byDigest) return null;
      look = { ...look, origin: found?.origin ?? null };
      look = { ...look, ...(found ? await found.ask() : { newer: null }) };
      await this.#note(known, look);
      return look;
    } catch (error) {
      if (error instanceof Problem) {
        const { code, detail } = error;
        const told = isLimited(error) ? { at: before?.at ?? null, refusedAt: at } : {};
        const lookAt = isLimited(error) ? this.#dueBehind(error) : undefined;
        await this.#note(known, { ...look, ...told, problem: { code, detail } }, lookAt);
      }
      throw error;
    }
  }

  /** What counts as the last look, so that the next one is due when the source takes requests again. */
  #dueBehind(error: Problem): Date {
    const now = this.#deps.clock().getTime();
    const again = Math.min(limitedUntil(error, now), now + lookInterval);
    return new Date(again - lookInterval);
  }

  async #note(
    known: RegisteredUnikernel,
    updateLook: UpdateLook,
    updateAt = this.#deps.clock(),
  ): Promise<void> {
    await this.#store(known, { updateLook, updateAt });
    this.#deps.registry.changed(known.key.domain);
  }

  async #store(
    { id, key, digest }: RegisteredUnikernel,
    change: { readonly updateLook?: UpdateLook; readonly updateAt?: Date },
  ): Promise<void> {
    const { host, domain: account, name: unikernel } = key;
    const newer = change.updateLook?.newer;
    await this.#deps.database.em().transactional(async (em) => {
      const stored = await em.findOne(StoredUnikernel, { id, digest });
      if (!stored) return; // another image was deployed while the source was asked
      const known = currentLook({ digest, updateLook: stored.updateLook ?? null })?.newer;
      await em.nativeUpdate(StoredUnikernel, { id }, change);
      if (!newer || isSameImage(newer, known)) return;
      const { version } = newer.origin;
      const content = imageAvailable.of({ host, unikernel, version });
      await recordEvent(em, { ...content, account, at: this.#deps.clock() });
    });
  }
}
