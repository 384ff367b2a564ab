import type { UnikernelInfo } from '../../albatross/unikernel.ts';
import { Problem } from '../../base/errors.ts';
import type { Actor } from '../../identity/access/actor.ts';
import type { RequestLimits } from '../../sources/pinned-source.ts';
import type { AskedConfig } from '../asked-config.ts';
import type { Deps } from '../deps.ts';
import { expectAbi, expectUnikernel } from '../expect-same-abi.ts';
import { fillArguments } from '../fill-arguments.ts';
import type { UnikernelLocation } from '../location.ts';
import type { Origin } from '../origins/origin.ts';
import type { RegisteredUnikernel } from '../registry/registered-unikernel.ts';
import type { Running } from '../running.ts';
import { findTarget } from './find-target.ts';
import { planDeploy } from './plan-deploy.ts';
import { plannedChanges } from './planned-changes.ts';
import { findNow, type PlannedImage, plannedFrom } from './planned-image.ts';
import type { DeployForm } from './read-deploy.ts';
import { releasedConfig } from './released-config.ts';

/** What a deployment would do, as far as that is known without asking a host. */
export interface DryRun {
  readonly dryRun: true;
  /** What a source is now; null: none was given, or it is refused. */
  readonly image: {
    readonly digest: string | null;
    readonly kept: boolean;
    readonly origin: Origin;
    readonly limits: RequestLimits | null;
  } | null;
  /** Its current image, if that stays; null: an image or a source was given, or it is refused. */
  readonly currentImage: { readonly digest: string; readonly kept: boolean } | null;
  readonly created: boolean;
  readonly changes: readonly string[];
  readonly rollback: 'available' | 'unavailable';
  readonly refusals: readonly { readonly code: string; readonly detail: string }[];
}

/** Who asks, until when, and for what. */
interface Asking {
  readonly actor: Actor;
  readonly signal: AbortSignal;
  readonly query: { readonly ifBusy: 'wait' | 'fail' };
}

/**
 * Looks at everything that a deployment would be refused for, and changes nothing. What would have to be
 * fetched is not: of that image only its digest is known.
 */
export async function dryRun(
  deps: Deps,
  location: UnikernelLocation,
  form: DeployForm,
  { actor, signal, query }: Asking,
): Promise<DryRun> {
  const { key } = location;
  const known = await deps.registry.find(key);
  const running = runningAsKnown(location, await deps.registry.ofDomain(key.domain));
  const refusals: Problem[] = [];
  const attempt = async <T>(work: () => Promise<T>): Promise<T | null> => {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      refusals.push(error);
      return null;
    }
  };
  await attempt(() => deps.maintenance.expectNone(key.host));
  await attempt(() => deps.deploymentLocks.expectNone(key));
  if (query.ifBusy === 'fail') await attempt(() => deps.rollouts.expectFree(key));
  const { source } = form.wanted;
  const sourced =
    source === undefined
      ? null
      : await attempt(() =>
          deps.sourced.find({ source, key, actor, signature: form.signature }, signal),
        );
  const fetched = sourced?.digest ? await deps.kept.find(sourced.digest) : null;
  const isCurrent = form.image === null && source === undefined;
  const image = isCurrent
    ? await attempt(() => findNow(deps, location, known, running))
    : plannedFrom(form.image ?? fetched);
  const planned =
    image && (await attempt(() => plan(deps, location, { ...form, image }, { known, running })));
  const { current, others } = running;
  if (image && current && !form.wanted.force) {
    await attempt(() => expectSameAsKnown(deps, current, image));
  }
  const isStarted = known?.desired !== 'stopped';
  const { target } = await findTarget(deps, location, isStarted ? others : null);
  return {
    dryRun: true,
    image: sourced && {
      digest: sourced.told,
      kept: fetched !== null,
      origin: sourced.known.origin,
      limits: sourced.limits,
    },
    currentImage: isCurrent && image ? { digest: image.digest, kept: image.kept } : null,
    created: known === null,
    changes: planned && known ? plannedChanges(known, current, planned) : [],
    rollback: target ? 'available' : 'unavailable',
    refusals: refusals.map(({ code, detail }) => ({ code, detail })),
  };
}

/** As `expectSameAbi`, as far as it is known here what the image that runs is built for. */
async function expectSameAsKnown(
  { images, kept }: Deps,
  current: UnikernelInfo,
  { digest: wanted, solo5 }: PlannedImage,
): Promise<void> {
  expectUnikernel(current);
  const digest = current.digest.toString('hex');
  const before = images.factsOf(digest) ?? (await kept.find(digest))?.solo5;
  if (before && solo5 && digest !== wanted) expectAbi(before, { solo5 });
}

async function plan(
  deps: Deps,
  location: UnikernelLocation,
  { wanted, image }: Omit<DeployForm, 'image'> & { readonly image: PlannedImage },
  before: { readonly known: RegisteredUnikernel | null; readonly running: Running },
): Promise<{ readonly digest: string; readonly config: AskedConfig }> {
  await using hold = new AsyncDisposableStack();
  const planned = await planDeploy(
    deps,
    {
      ...{ location, ...before, manifest: image.manifest, image: image.solo5 },
      given: wanted.config ?? {},
      replaceConfig: wanted.replaceConfig ?? false,
      base: await releasedConfig(deps, location.key, wanted),
      volumes: null,
    },
    hold,
  );
  const { asked } = await fillArguments(deps.secrets, location.key.domain, planned);
  return { digest: image.digest, config: asked };
}

/** What runs as it was seen last. */
function runningAsKnown(
  { key }: UnikernelLocation,
  domain: readonly RegisteredUnikernel[],
): Running {
  const here = domain.filter((each) => each.key.host === key.host);
  const infoOf = ({ lastInfo, desired, observation }: RegisteredUnikernel): UnikernelInfo[] =>
    lastInfo && desired === 'running' && observation.absentSince === null ? [lastInfo] : [];
  const others = here.filter((each) => each.key.name !== key.name).flatMap(infoOf);
  const [current = null] = here.filter((each) => each.key.name === key.name).flatMap(infoOf);
  return {
    current,
    others,
    beside: others,
    foreign: [],
    all: current ? [current, ...others] : others,
  };
}
