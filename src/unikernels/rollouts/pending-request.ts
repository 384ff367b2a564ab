import type { SecretBox } from '../../database/secret-box.ts';
import { type Actor, type AskingCredential, askedWith } from '../../identity/access/actor.ts';
import type { Places } from '../../places/places.ts';
import type { KeptImages } from '../../storage/kept-images/kept-images.ts';
import type { Deployment } from '../entity.ts';
import { locateUnikernel } from '../location.ts';
import { openOrigin } from '../origins/origin.ts';
import type { SourcedImage, SourcedImages } from '../origins/sourced-images.ts';
import { configContext } from '../sealed-config.ts';
import type { DeployBody } from './schema.ts';
import type { DeployRequest } from './start-rollout.ts';

/** What was asked for by one that waits for its turn, so that it may be carried out by another server. */
export interface PendingRequest {
  readonly wanted: DeployBody;
  /** SHA-256 of the image that came along, hex; null: it is the current one. */
  readonly digest: string | null;
  /** That came along with a source. */
  readonly signature?: string | undefined;
  readonly credential: AskingCredential;
  /** Whether it waits for others to be done with the unikernel; left out by earlier releases: it does. */
  readonly patient?: boolean;
}

export interface PendingDeps {
  /**
   * Whoever has a credential, as of now, for what they asked then. Throws where it was taken away, had expired
   * by then, or the account may not act.
   */
  readonly actors: { of(credential: AskingCredential, askedAt: Date): Promise<Actor> };
  readonly places: Places;
  readonly kept: KeptImages;
  readonly box: SecretBox;
  readonly sourced: Pick<SourcedImages, 'again'>;
}

export function pendingRequest(request: DeployRequest): PendingRequest {
  const { wanted, image, signature, by, patient } = request;
  const credential = askedWith(by.actor.credential);
  return { wanted, digest: image?.digest ?? null, signature, credential, patient };
}

/**
 * The request again, for whoever asked, as far as they still may; null: what it needs is not kept. Throws
 * as `PendingDeps.actors` and `Places.find` do, and what `Authority.expect` does.
 */
export async function requestAgain(
  deps: PendingDeps,
  deployment: Deployment,
  pending: PendingRequest,
): Promise<DeployRequest | null> {
  const { actors, places, kept } = deps;
  const { host, domain, unikernel, requestId, startedAt } = deployment;
  const { wanted, digest, credential, patient = true } = pending;
  const sourced = sourcedAgain(deps, deployment, pending);
  if (wanted.source && !sourced) return null;
  const image = digest === null ? null : await kept.find(digest);
  if (digest !== null && !image) return null;
  const confirm = () => actors.of(credential, startedAt);
  const locate = async () => {
    const actor = await confirm();
    const account = actor.account.name === domain ? undefined : domain;
    const place = await places.find({ actor, confirm }, host, account);
    place.authority.expect('unikernels:write', unikernel);
    return { actor, location: locateUnikernel(place, unikernel) };
  };
  const { actor, location } = await locate();
  return {
    ...{ location, wanted, image, sourced, patient },
    confirm: async () => (await locate()).location,
    by: { actor, requestId, confirm },
  };
}

/** What its source was found to be when it was asked for; null: it had none, or no key opens it. */
function sourcedAgain(
  { box, sourced }: PendingDeps,
  deployment: Deployment,
  { wanted, signature }: PendingRequest,
): SourcedImage | null {
  if (!wanted.source) return null;
  const { id, domain: account } = deployment;
  const known = openOrigin(box, deployment, configContext(id));
  const digest = wanted.source.kind === 'release' ? (deployment.digest ?? null) : null;
  return known && sourced.again(known, { account, digest, signature });
}
