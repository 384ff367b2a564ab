import { pause } from '../../base/timer.ts';
import type { StoredImage } from '../../storage/image-store.ts';
import { describeImage } from '../origins/describe-image.ts';
import type { SourcedImage } from '../origins/sourced-images.ts';
import type { RolloutDeps } from './deps.ts';
import { type Rollout, RolloutOverError } from './rollout.ts';

/** Milliseconds between two looks at whether another server has ended the rollout. */
const lookInterval = 1_000;

/**
 * Fetches the image of a rollout that waits for its turn, and tells so as its step `image`. Throws as
 * the source does, and `RolloutOverError` where the rollout is ended meanwhile: then nothing stays.
 */
export async function fetchImage(
  deps: Pick<RolloutDeps, 'records' | 'timer' | 'log'>,
  rollout: Rollout,
  sourced: SourcedImage,
): Promise<StoredImage> {
  const { steps, deployment } = rollout;
  steps.begin('image');
  await deps.records.note(deployment, 'queued', steps.all);
  const over = new AbortController();
  const fetched = new AbortController();
  const looking = untilOver(deps, rollout, fetched.signal).then((isOver) => {
    if (isOver) over.abort(new RolloutOverError());
  });
  try {
    const image = await sourced.fetch(AbortSignal.any([rollout.signal, over.signal]));
    steps.end('image', 'passed', describeImage(sourced.known.origin, image));
    return image;
  } finally {
    fetched.abort();
    await looking;
  }
}

/** Whether it was ended before the signal came. */
async function untilOver(
  { records, timer, log }: Pick<RolloutDeps, 'records' | 'timer' | 'log'>,
  { deployment, signal }: Rollout,
  fetched: AbortSignal,
): Promise<boolean> {
  const either = AbortSignal.any([signal, fetched]);
  while (!either.aborted) {
    const changed = new AbortController();
    using _listening = records.onChange(deployment.id, () => changed.abort());
    try {
      if (!(await records.isOpen(deployment))) return true;
    } catch (error) {
      log.warn(
        { deployment: deployment.id, error },
        'whether a rollout is over cannot be read now',
      );
    }
    const next = AbortSignal.any([either, changed.signal]);
    await pause(timer, lookInterval, next).catch(() => {});
  }
  return false;
}
