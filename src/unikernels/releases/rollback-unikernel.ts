import type { UnikernelInfo } from '../../albatross/unikernel.ts';
import { Problem } from '../../base/errors.ts';
import type { ChangeRequest } from '../../places/change-request.ts';
import type { ChangeDeps } from '../deps.ts';
import { fillArguments } from '../fill-arguments.ts';
import type { UnikernelLocation } from '../location.ts';
import { overwrittenDrift } from '../overwritten-drift.ts';
import { planAgain } from '../plan-arguments.ts';
import { readRunning } from '../running.ts';
import { infoFrom } from '../running-arguments.ts';
import { sendImage } from '../send-image.ts';
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
): Promise<UnikernelInfo> {
  const { key } = location;
  const { signal } = request;
  await using hold = new AsyncDisposableStack();
  const { lost } = hold.use(await holdUnikernel(deps.locks, key));
  const release = targetOf(key, await deps.releases.list(key), wanted);
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
  await deps.deployments.run(
    {
      ...{ key, action: 'rollback', digest, config: filled.asked, rollbackTo: release.number },
      runningSince: running.current?.started ?? null,
      ...{ replaces: running.current !== null, by: request },
      overwrites: overwrittenDrift(await deps.registry.find(key), running.current),
    },
    sendImage(location, filled, image, { force: true, signal, lost }),
  );
  return infoFrom(filled.told, digest, location.name);
}

/** Going back once more goes further back, not forth again. */
function targetOf(key: UnikernelKey, releases: readonly Release[], wanted?: number): Release {
  const [current] = releases;
  const at = current?.rollbackTo ?? current?.number ?? 0;
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
