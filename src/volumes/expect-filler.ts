import type { Actor, AskingCredential } from '../identity/access/actor.ts';
import type { Places } from '../places/places.ts';
import type { VolumeKey } from './volume-locks.ts';

export interface FillerDeps {
  /** Whoever has a credential, as of now. Throws where that has ended, or the account may not act. */
  readonly actors: { of(credential: AskingCredential): Promise<Actor> };
  readonly places: Places;
}

/**
 * Expects that whoever once sent content into a volume may still fill it. Throws as `FillerDeps.actors`,
 * `Places.find` and `Authority.expect` do.
 */
export async function expectFiller(
  { actors, places }: FillerDeps,
  credential: AskingCredential,
  { host, domain, volume }: VolumeKey,
): Promise<void> {
  const actor = await actors.of(credential);
  const account = actor.account.name === domain ? undefined : domain;
  const place = await places.find({ actor }, host, account);
  place.authority.expect('volumes:write', volume);
}
