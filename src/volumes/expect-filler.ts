import type { Actor, AskingCredential } from '../identity/access/actor.ts';
import type { Places } from '../places/places.ts';
import type { UploadRecord } from './upload-records.ts';

export interface FillerDeps {
  /**
   * Whoever has a credential, as of now, for what they asked at a time. Throws where that has ended, or the
   * account may not act.
   */
  readonly actors: { of(credential: AskingCredential, askedAt: Date): Promise<Actor> };
  readonly places: Places;
}

/**
 * Expects that whoever once sent content into a volume may still fill it. Throws as `FillerDeps.actors`,
 * `Places.find` and `Authority.expect` do.
 */
export async function expectFiller(
  { actors, places }: FillerDeps,
  credential: AskingCredential,
  { key: { host, domain, volume }, startedAt }: Pick<UploadRecord, 'key' | 'startedAt'>,
): Promise<void> {
  const actor = await actors.of(credential, startedAt);
  const account = actor.account.name === domain ? undefined : domain;
  const place = await places.find({ actor }, host, account);
  place.authority.expect('volumes:write', volume);
}
