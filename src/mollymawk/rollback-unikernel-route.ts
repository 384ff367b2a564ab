import { z } from 'zod';
import type { Label } from '../albatross/names.ts';
import { Problem } from '../base/errors.ts';
import type { Route } from '../http/route.ts';
import { scope } from '../identity/access/access.ts';
import type { Deps } from '../unikernels/deps.ts';
import type { Release } from '../unikernels/releases/entity.ts';
import { rollbackUnikernel } from '../unikernels/releases/rollback-unikernel.ts';
import type { UnikernelKey } from '../unikernels/unikernel-locks.ts';
import { unikernelAt } from './audit-notes.ts';
import { defineMollymawkRoute } from './define-route.ts';
import { success } from './envelope.ts';
import { findNamedUnikernel } from './find-named.ts';
import { hostWords } from './host-phrases.ts';
import { isInOurWords } from './in-our-words.ts';
import { expectMembers, jsonBody, readObject } from './json-body.ts';
import { MollymawkProblem } from './mollymawk-problem.ts';
import { readLabel } from './read-label.ts';

const members = z.object({ unikernel_name: z.string(), albatross_instance: z.string() });

/** Milliseconds within which an update can be taken back. */
const window = 600_000;

/** `POST /api/unikernel/rollback`: back to the build before an update, for ten minutes after it. */
export function rollbackUnikernelRoute(deps: Deps): Route {
  return defineMollymawkRoute({
    method: 'POST',
    path: '/api/unikernel/rollback',
    action: 'rollbackUnikernel',
    access: scope('unikernels:write'),
    body: jsonBody,
    handle: async (request) => {
      const body = readObject(request);
      const given = expectMembers(members, body, "Couldn't find unikernel name in json");
      const host = readLabel(given.albatross_instance, "Couldn't convert instance name,");
      const name = readLabel(given.unikernel_name, "Couldn't convert unikernel name,");
      request.note(unikernelAt({ host, name }));
      const location = await findNamedUnikernel(deps, request, 'unikernels:write', {
        host,
        name,
      }).catch((error: unknown) => {
        throw asUnknownHost(error, host);
      });
      const { release, build } = await findBefore(deps, location.key);
      await rollbackUnikernel(deps, location, release.number, request).catch((error: unknown) => {
        throw asFailure(error, name, build);
      });
      return success(
        `Rollback successful. ${name} is now running on build ${build}`,
        'Rollback Successful',
      );
    },
  });
}

/** What was before the last update, and which build that is. Throws mollymawk's 404 and 400. */
async function findBefore(deps: BeforeDeps, key: UnikernelKey) {
  const releases = await deps.releases.list(key);
  const found = (await findRepeated(deps, key, releases)) ?? findReplaced(deps, releases);
  if (!found) throw nothingToDo(key);
  const { release, build, updatedAt } = found;
  if (deps.clock().getTime() - updatedAt.getTime() > window) {
    const text = `${key.name} rollback failed. We can't do a rollback after 10 minutes of an update.`;
    throw new MollymawkProblem(400, text, { title: 'Rollback Failed', code: 'release-unknown' });
  }
  if (build === null) throw nothingToDo(key);
  return { release, build };
}

type BeforeDeps = Pick<Deps, 'releases' | 'history' | 'clock'>;

/** An update to a build of the same binary is no release: what was before is what runs. */
async function findRepeated(
  { releases, history }: BeforeDeps,
  key: UnikernelKey,
  [current]: readonly Release[],
) {
  const last = await history.lastDone(key);
  if (!current || last?.action !== 'deploy' || last.digest !== current.digest) return null;
  const build = releases.originOf(current)?.replaces ?? null;
  if (build === null || last.startedAt <= current.createdAt) return null;
  return { release: current, build, updatedAt: last.startedAt };
}

function findReplaced(deps: BeforeDeps, releases: readonly Release[]) {
  // A restart with other arguments is a release, too.
  const at = releases.findIndex(({ digest }, index) => releases[index + 1]?.digest !== digest);
  const [update, release] = releases.slice(at, at + 2);
  const isBack = releases.slice(0, at + 1).some(({ rollbackTo }) => rollbackTo !== null);
  if (!update || !release || isBack || update.origin?.kind !== 'builder') return null;
  return { release, build: buildBefore(deps, update, release), updatedAt: update.createdAt };
}

/** The build that the image before came from, or that whoever updated it said it to be. */
function buildBefore(
  { releases }: Pick<Deps, 'releases'>,
  update: Release,
  before: Release,
): string | null {
  const pinned = releases.originOf(before)?.pinned;
  if (pinned?.kind === 'builder') return pinned.build;
  return releases.originOf(update)?.replaces ?? null;
}

function nothingToDo({ name }: UnikernelKey): MollymawkProblem {
  const text = `${name} rollback failed. Could not find the build information.`;
  return new MollymawkProblem(404, text, { title: 'Rollback Error', code: 'release-unknown' });
}

function asUnknownHost(error: unknown, host: Label): unknown {
  if (!(error instanceof Problem) || error.code !== 'host-unknown') return error;
  const text = `Couldn't find albatross instance, ${host}`;
  return new MollymawkProblem(404, text, { code: error.code, cause: error });
}

function asFailure(error: unknown, name: Label, build: string): unknown {
  if (!(error instanceof Problem) || isInOurWords(error)) return error;
  const text = `Rollback failed. ${name} failed to revert to build ${build} with error ${hostWords(error)}`;
  const { code } = error;
  return new MollymawkProblem(500, text, { title: 'Rollback Error', code, cause: error });
}
