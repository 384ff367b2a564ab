import { Problem } from '../../base/errors.ts';
import type { ChangeRequest } from '../../places/change-request.ts';
import { destroyHeld } from '../destroy-unikernel.ts';
import { locateUnikernel, type UnikernelLocation } from '../location.ts';
import { keyOf } from '../registry/rows.ts';
import type { RolloutDeps } from '../rollouts/deps.ts';
import { advance } from '../rollouts/finish-rollout.ts';
import type { Rollout } from '../rollouts/rollout.ts';
import { readAnew } from '../running.ts';
import { holdUnikernel } from '../unikernel-locks.ts';
import { carryAlong } from './carry-along.ts';
import { isAskedSince, type Move } from './move.ts';

/** The step that ends a unikernel where it was before. */
export const formerStep = 'former host';

/**
 * A unikernel runs where it was moved to: what is remembered of it goes along, and it is ended where it was.
 * From then on there is no way back: a server that resumes this ends it as well. Gives why it was left there; null: it was not.
 */
export async function endFormer(
  deps: RolloutDeps,
  rollout: Rollout,
  move: Move,
): Promise<string | null> {
  const { steps, deployment } = rollout;
  const key = keyOf(deployment);
  const from = { ...key, host: move.from };
  steps.begin(formerStep);
  if (deployment.phase !== 'ending') {
    await advance(deps, rollout, 'watching', { phase: 'ending' }, (em) =>
      carryAlong(em, from, key, move),
    );
  }
  try {
    const note = await destroy(deps, rollout, move);
    steps.end(formerStep, 'passed', note);
    return null;
  } catch (error) {
    if (!(error instanceof Problem) || rollout.signal.aborted) throw error;
    const detail = `It was left on ${move.from}, too: ${error.detail}`;
    steps.end(formerStep, 'failed', detail);
    return detail;
  }
}

/** Gives what there is to say of it. Throws what keeps it from being ended. */
async function destroy(deps: RolloutDeps, rollout: Rollout, move: Move): Promise<string | null> {
  const { registry, locks, desired } = deps;
  const { location, request } = await former(deps, rollout, move);
  await using hold = await holdUnikernel(locks, location.key);
  const known = await registry.find(location.key);
  if (!known) return `It was on ${move.from} no more.`;
  if (isAskedSince(known, move)) throw changed();
  await expectSameImage(location, move);
  try {
    await destroyHeld(deps, location, request, hold);
    return null;
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'unikernel-not-running') throw error;
    await desired.forget(known);
    return `It did not run on ${move.from} any more.`;
  }
}

/** Throws `unikernel-busy` if another client has started another image there meanwhile. */
async function expectSameImage(location: UnikernelLocation, { ran }: Move): Promise<void> {
  const { current } = await readAnew(location);
  if (!current || ran === undefined || current.digest.toString('hex') === ran) return;
  const detail = 'Another client has started another image there while it was being moved.';
  throw new Problem('unikernel-busy', detail);
}

/** Where it was, for whoever asked, as far as they still may. */
async function former(
  { actors, places }: RolloutDeps,
  { deployment, signal }: Rollout,
  { from, credential }: Move,
): Promise<{ readonly location: UnikernelLocation; readonly request: ChangeRequest }> {
  const { domain, unikernel, requestId, startedAt } = deployment;
  const confirm = () => actors.of(credential, startedAt);
  const actor = await confirm();
  const account = actor.account.name === domain ? undefined : domain;
  const place = await places.find({ actor, confirm }, from, account);
  place.authority.expect('unikernels:write', unikernel);
  return {
    location: locateUnikernel(place, unikernel),
    request: { actor, requestId, confirm, signal },
  };
}

const changed = () =>
  new Problem('unikernel-busy', 'It was started anew there while it was being moved.');
