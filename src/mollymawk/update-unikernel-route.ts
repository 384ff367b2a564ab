import { z } from 'zod';
import { Problem } from '../base/errors.ts';
import { labelField } from '../http/fields.ts';
import type { Route } from '../http/route.ts';
import { scope } from '../identity/access/access.ts';
import type { Deps } from '../unikernels/deps.ts';
import { expectUnikernel, locateUnikernel } from '../unikernels/location.ts';
import { deploySource } from '../unikernels/origins/schema.ts';
import { outcomeOf } from '../unikernels/rollouts/answer-deployment.ts';
import { keepChecks } from '../unikernels/rollouts/keep-checks.ts';
import type { DeployBody } from '../unikernels/rollouts/schema.ts';
import type { DeployRequest } from '../unikernels/rollouts/start-rollout.ts';
import { unikernelAt } from './audit-notes.ts';
import { defineMollymawkRoute } from './define-route.ts';
import { success } from './envelope.ts';
import { findNamed, type Named } from './find-named.ts';
import { hostWords } from './host-phrases.ts';
import { isInOurWords } from './in-our-words.ts';
import { expectMembers, longJsonBody, memberNames, readObject } from './json-body.ts';
import { expectAlive, livenessMembers, readLiveness } from './liveness-checks.ts';
import { MollymawkProblem, malformed } from './mollymawk-problem.ts';
import { readLabel } from './read-label.ts';
import { readUpdate } from './unikernel-config.ts';

const members = z.object({
  albatross_instance: z.string(),
  unikernel_name: z.string(),
  job: z.string(),
  to_be_updated_unikernel: z.string(),
  currently_running_unikernel: z.uuid(),
  unikernel_arguments: z.unknown().optional(),
  ...livenessMembers,
});

/** Milliseconds that the end of an update is waited for. */
const patience = 600_000;

/** Seconds that what was started has to stay up, and within which it has to be alive: mollymawk's tries. */
const watch = { settle: 2, deadline: 60 };

/** `POST /api/unikernel/update`: a deployment of a build, which is undone where it is not alive. */
export function updateUnikernelRoute(deps: Deps): Route {
  const { rollouts } = deps;
  return defineMollymawkRoute({
    method: 'POST',
    path: '/api/unikernel/update',
    action: 'deployUnikernel',
    access: scope('unikernels:write'),
    body: longJsonBody,
    handle: async (request) => {
      const { actor, requestId, signal } = request;
      const given = readRequest(readObject(request));
      noteNamed(given, request);
      // First of all, as mollymawk does; in the share of whoever asks.
      const checks = readLiveness(given);
      const account = await deps.places.domainOf(request);
      await expectAlive(rollouts, checks, { account, signal });
      const asked = { ...given, named: readNamed(given) };
      const { named, source, from, to } = asked;
      return await inWords(asked, async () => {
        const place = await findNamed(deps, request, 'unikernels:write', named);
        const config = readArguments(given.unikernel_arguments);
        const location = locateUnikernel(place, named.name);
        const { key } = location;
        if (!(await deps.registry.find(key))) await expectUnikernel(location, signal);
        const found = await deps.sourced.find({ source, key, actor }, signal);
        const sourced = { ...found, known: { ...found.known, replaces: from } };
        const watched: DeployBody = {
          ...{ ...watch, onFailure: 'rollback', keepChecks: true, ...config },
          ...(checks.length > 0 && { checks }),
        };
        const deployed: DeployRequest = {
          ...{ location, image: null, sourced, patient: true },
          confirm: async () => locateUnikernel(await place.confirm(), named.name),
          // What is checked while it runs is not mollymawk's to set.
          wanted: { ...(await keepChecks(deps, key, watched)), keepChecks: true },
          by: { actor, requestId, confirm: () => request.confirm() },
        };
        const begun = await rollouts.begin(deployed);
        const ended = await rollouts.follow(begun, patience, signal);
        if (outcomeOf(ended, false).status === 202) throw notOver;
        return success(
          `Update successful. ${named.name} is now running on build ${to}`,
          'Update Successful',
        );
      }).catch((error: unknown) => {
        if (!(error instanceof Problem) || error.code !== 'rolled-back') throw error;
        return success(
          `Rollback successful. ${named.name} is now running on build ${from}`,
          'Rollback Successful',
        );
      });
    },
  });
}

type Given = ReturnType<typeof readRequest>;

function readRequest(body: object) {
  const missing = `Couldn't find job or build in json. Received ${memberNames(body)}`;
  const given = expectMembers(members, body, missing);
  const { job, to_be_updated_unikernel: to, currently_running_unikernel: from } = given;
  const source = deploySource.safeParse({ kind: 'builder', job, build: to });
  if (!source.success) throw malformed(missing, { code: 'invalid-body' });
  return { ...given, source: source.data, from, to };
}

function readNamed(given: Given): Named {
  const host = readLabel(
    given.albatross_instance,
    "Couldn't convert the instance name, error:",
    'Error: Bad instance name',
  );
  const name = readLabel(
    given.unikernel_name,
    "Couldn't convert the unikernel name, error:",
    'Error: Bad unikernel name',
  );
  return { host, name };
}

/** What it is about, for the audit; nothing where that is no name. */
function noteNamed(given: Given, request: { note(what: ReturnType<typeof unikernelAt>): void }) {
  const [host, name] = [given.albatross_instance, given.unikernel_name].map(
    (text) => labelField.safeParse(text).data,
  );
  if (host && name) request.note(unikernelAt({ host, name }));
}

/** Whole, in the place of what was; none: as it was. */
function readArguments(value: unknown) {
  if (value === undefined || value === null) return {};
  try {
    return { config: readUpdate(value), replaceConfig: true };
  } catch (cause) {
    if (!(cause instanceof Problem)) throw cause;
    const { code, detail } = cause;
    throw malformed(detail, { title: 'Error with Unikernel Arguments Json', code, cause });
  }
}

const notOver = new Problem(
  'outcome-unknown',
  'The update goes on: it is not over after ten minutes. Read the unikernel to see what runs.',
);

/**
 * Does what may fail, and says so as mollymawk does. What goes on, or may have been done all the same, has not failed: it stays
 * as it is.
 */
export async function inWords<T>(
  { named: { host, name }, to }: { readonly named: Named; readonly to: string },
  work: () => Promise<T>,
) {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Problem) || error instanceof MollymawkProblem) throw error;
    const { code } = error;
    if (isInOurWords(error)) throw error;
    if (code === 'rolled-back' || code === 'outcome-unknown') throw error;
    if (code === 'host-unknown') {
      const text = `An error occured while finding albatross instance ${host}`;
      const title = 'Albatross Instance Error';
      throw new MollymawkProblem(404, text, { title, code, cause: error });
    }
    const text = `Update failed. ${name} failed to update to build ${to} with error ${hostWords(error)}`;
    throw new MollymawkProblem(500, text, { title: 'Update Error', code, cause: error });
  }
}
