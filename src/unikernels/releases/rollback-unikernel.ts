import { Problem } from '../../base/errors.ts';
import type { ChangeRequest } from '../../places/change-request.ts';
import type { ChangeDeps } from '../deps.ts';
import { fillArguments } from '../fill-arguments.ts';
import type { UnikernelLocation } from '../location.ts';
import { overwrittenDrift } from '../overwritten-drift.ts';
import { planAgain } from '../plan-arguments.ts';
import { readRunning } from '../running.ts';
import { sendImage } from '../send-image.ts';
import { type StartedUnikernel, startedBy } from '../started.ts';
import { holdUnikernel, type UnikernelKey } from '../unikernel-locks.ts';
import type { Release } from './entity.ts';

/**
 * Starts a unikernel as an earlier release was, whatever it does now: by default as the one before
 * what runs. It is a change of its own, and a release of its own. Throws `release-unknown`,
 * `image-not-kept`, `unikernel-busy`, and as `planAgain`, `fillArguments` and the host do.
 */
export async function rollbackUnikernel(
  deps: ChangeDeps,
  location: UnikernelLocation,
  wanted: number | undefined,
  request: ChangeRequest,
): Promise<StartedUnikernel> {
  const { key } = location;
  const { signal } = request;
  await using hold = new AsyncDisposableStack();
  const { lost } = hold.use(await holdUnikernel(deps.locks, key));
  const known = await deps.registry.find(key);
  const releases = await deps.releases.list(key);
  const current = deps.releases.currentOf(known, releases);
  const release = targetOf(key, releases, { current, wanted });
  const image = await deps.kept.find(release.digest);
  const config = deps.releases.configOf(release);
  if (!image || !config) throw notKept(release);
  const running = await readRunning(location, signal);
  const manifest = image.solo5.devices;
  const planned = await planAgain(
    deps,
    { location, running, manifest, image: image.solo5, given: {}, signal },
    config,
    hold,
  );
  const filled = await fillArguments(deps.secrets, key.domain, planned);
  const { digest } = image;
  const deployment = await deps.deployments.run(
    {
      ...{ key, action: 'rollback', digest, config: filled.asked, rollbackTo: release.number },
      runningSince: running.current?.started ?? null,
      ...{ replaces: running.current !== null, by: request },
      overwrites: overwrittenDrift(known, running.current),
    },
    sendImage(location, filled, image, { force: true, signal, lost }),
  );
  return startedBy(deployment, location, filled, digest);
}

interface Choice {
  /** null: what was started last is no release. */
  readonly current: Release | null;
  readonly wanted: number | undefined;
}

/** Going back once more goes further back, not forth again. */
function targetOf(
  key: UnikernelKey,
  releases: readonly Release[],
  { current, wanted }: Choice,
): Release {
  const at = current?.rollbackTo ?? current?.number ?? Number.POSITIVE_INFINITY;
  const found =
    wanted === undefined
      ? releases.find(({ number }) => number < at)
      : releases.find(({ number }) => number === wanted);
  if (found) return found;
  const detail =
    wanted === undefined
      ? `No earlier release of ${key.name} is kept.`
      : `No release ${wanted} of ${key.name} is kept.`;
  throw new Problem('release-unknown', detail);
}

function notKept({ number, unikernel }: Release): Problem {
  const detail = `The image of release ${number} of ${unikernel} is not kept, or cannot be read.`;
  return new Problem('image-not-kept', detail);
}
