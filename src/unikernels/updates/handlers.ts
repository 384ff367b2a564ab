import { hostProblems } from '../../host-client/host-problems.ts';
import { defineHandler } from '../../identity/access/define-handler.ts';
import type { Deps } from '../deps.ts';
import { describeUnikernel } from '../describe-unikernel.ts';
import { sourceProblems } from '../documented-problems.ts';
import { findUnikernel } from '../find-unikernel.ts';
import { expectOwnPage } from '../origins/expect-own-page.ts';
import { unikernelParams } from '../request-schema.ts';
import * as schema from './schema.ts';
import { currentLook, type UpdateLook } from './update-look.ts';

/** The handlers of what is newer than what runs. */
export function updateHandlers(deps: Deps) {
  return {
    updates: defineHandler({
      operationId: 'getUnikernelUpdates',
      tag: 'Unikernels',
      summary: 'Show whether a newer image exists',
      description:
        'Of a unikernel whose image came from a source. That source is asked once a day; what it said is ' +
        'shown here. To update, deploy the `source` of the `update`.',
      params: unikernelParams,
      query: schema.updatesQuery,
      answers: { 200: schema.updatesAnswer },
      problems: [
        ...hostProblems,
        ...(['no-policy', 'unikernel-unknown', 'cross-origin'] as const),
        ...sourceProblems,
      ],
      handle: async (request) => {
        const location = await findUnikernel(deps, request);
        const known = await deps.registry.find(location.key);
        if (!known) {
          await describeUnikernel(deps, location, request.signal); // it runs, or is unknown
          return { status: 200, body: { ...presentLook(null), origin: null } };
        }
        const { refresh = false } = request.query;
        if (refresh) expectOwnPage(request);
        const look = refresh
          ? await deps.updateLooks.ask(known, request.signal)
          : currentLook(known);
        const origin = look?.origin ?? (await originOf(deps, known));
        return { status: 200, body: { ...presentLook(look), origin } };
      },
    }),
  };
}

function presentLook(look: UpdateLook | null) {
  const newer = look?.newer ?? null;
  return {
    checkedAt: look?.at ?? null,
    update: newer && { ...newer.origin, comparison: newer.comparison, source: newer.source },
    limits: look?.limits ?? null,
    problem: look?.problem ?? null,
  };
}

async function originOf({ releases }: Deps, { key, digest }: Known) {
  const all = await releases.list(key);
  return all.find((release) => release.digest === digest)?.origin ?? null;
}

type Known = Pick<NonNullable<Awaited<ReturnType<Deps['registry']['find']>>>, 'key' | 'digest'>;
