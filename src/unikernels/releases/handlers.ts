import { serializeDictionary } from 'structured-headers';
import { Problem } from '../../base/errors.ts';
import { accountQuery } from '../../http/fields.ts';
import { defineHandler } from '../../identity/access/define-handler.ts';
import type { SecretValues } from '../../secrets/secrets.ts';
import { unikernelDetails } from '../answer-schema.ts';
import type { Deps } from '../deps.ts';
import { describeStarted } from '../describe-unikernel.ts';
import { changeProblems } from '../documented-problems.ts';
import { findUnikernel } from '../find-unikernel.ts';
import type { UnikernelLocation } from '../location.ts';
import { presentDetails } from '../present-unikernel.ts';
import { unikernelParams } from '../request-schema.ts';
import {
  areBothKnown,
  compareReleases,
  type KnownRelease,
  presentDifferences,
} from './compare-releases.ts';
import { presentRelease, type ShownRelease } from './present-release.ts';
import { rollbackUnikernel } from './rollback-unikernel.ts';
import * as schema from './schema.ts';

const tag = 'Unikernels';

/** The handlers of what unikernels were, and of going back to it. */
export function releaseHandlers(deps: Deps) {
  return {
    releases: defineHandler({
      operationId: 'listReleases',
      tag,
      summary: 'List the releases of a unikernel',
      description:
        'Newest first. Each is what the unikernel was started with at some time. The latest five are kept ' +
        '(or as many as FULMAR_KEPT_RELEASES says), and all that have a name, as long as the account has ' +
        'room for their images; the latest two in any case.',
      params: unikernelParams,
      query: accountQuery,
      answers: { 200: schema.releaseList },
      problems: ['no-policy'],
      handle: async (request) => {
        const location = await findUnikernel(deps, request);
        return { status: 200, body: { data: await presentAll(deps, location) } };
      },
    }),
    changeRelease: defineHandler({
      operationId: 'changeRelease',
      tag,
      summary: 'Name or annotate a release',
      params: schema.releaseParams,
      query: accountQuery,
      body: { kind: 'json', schema: schema.releaseChange },
      answers: { 200: schema.releaseAnswer },
      problems: ['no-policy', 'release-unknown', 'no-room', 'limit-reached'],
      handle: async (request) => {
        const location = await findUnikernel(deps, request);
        const { number } = request.params;
        const release = await deps.releases.expect(location.key, number);
        await deps.releases.change(release, request.body);
        const all = await presentAll(deps, location);
        return { status: 200, body: all.find((each) => each.number === number) };
      },
    }),
    compareReleases: defineHandler({
      operationId: 'compareReleases',
      tag,
      summary: 'Compare two releases',
      description: 'Says in what the second one differs from the first.',
      params: schema.comparedParams,
      query: accountQuery,
      answers: { 200: schema.comparison },
      problems: ['no-policy', 'release-unknown'],
      handle: async (request) => {
        const location = await findUnikernel(deps, request);
        return { status: 200, body: await compareTwo(deps, location, request.params) };
      },
    }),
    releaseImage: defineHandler({
      operationId: 'getReleaseImage',
      tag,
      summary: 'Download the image of a release',
      params: schema.releaseParams,
      query: accountQuery,
      audited: true,
      answers: { 200: 'application/octet-stream' },
      problems: ['no-policy', 'release-unknown', 'image-not-kept'],
      handle: async (request) => {
        const { name, number } = request.params;
        const location = await findUnikernel(deps, request);
        const { digest } = await deps.releases.expect(location.key, number);
        const image = await deps.kept.find(digest);
        if (!image) throw new Problem('image-not-kept', `The image of release ${number} is gone.`);
        const headers = {
          'Content-Disposition': `attachment; filename="${name}-${number}.solo5"`,
          'Content-Length': `${image.size}`,
          'Repr-Digest': serializeDictionary({ 'sha-256': Buffer.from(digest, 'hex') }),
        };
        return { status: 200, stream: image.open(), headers };
      },
    }),
    rollback: defineHandler({
      operationId: 'rollbackUnikernel',
      tag,
      summary: 'Go back to an earlier release',
      description:
        'Starts the unikernel, whatever its state, with the image and the configuration of a release: ' +
        'by default the latest one before what it was last started with. Volumes are not touched.',
      params: unikernelParams,
      query: accountQuery,
      body: { kind: 'json', schema: schema.rollbackBody, optional: true },
      answers: { 200: unikernelDetails },
      problems: [...changeProblems, 'image-refused', 'release-unknown', 'image-not-kept'],
      handle: async (request) => {
        const location = await findUnikernel(deps, request);
        const started = await rollbackUnikernel(deps, location, request.body?.release, request);
        const known = await describeStarted(deps, location, started);
        return { status: 200, body: presentDetails(known) };
      },
    }),
  };
}

async function presentAll(deps: Deps, { key, authority }: UnikernelLocation) {
  const releases = await deps.releases.list(key);
  const kept = await deps.kept.sizesOf(releases.map(({ digest }) => digest));
  const values: SecretValues = await deps.secrets.valuesOf(key.domain);
  const whole = authority.allows('unikernels:write', key.name);
  const current = deps.releases.currentOf(await deps.registry.find(key), releases);
  const known = releases.map((release) => ({ release, config: deps.releases.configOf(release) }));
  return known.map((each, index) => {
    const shown: ShownRelease = {
      ...each,
      isCurrent: each.release === current,
      isKept: kept.has(each.release.digest),
      changes: changesSince(known[index + 1], each),
    };
    return presentRelease(shown, { values, whole });
  });
}

/** The members in which a release differs from the one before; none where that is not kept. */
const changesSince = (before: KnownRelease | undefined, release: KnownRelease): string[] =>
  before ? compareReleases(before, release).map(({ field }) => field) : [];

async function compareTwo(deps: Deps, { key, authority }: UnikernelLocation, pair: ComparedPair) {
  const known = async (number: number): Promise<KnownRelease> => {
    const release = await deps.releases.expect(key, number);
    return { release, config: deps.releases.configOf(release) };
  };
  const [from, to] = await Promise.all([known(pair.number), known(pair.other)]);
  const values = await deps.secrets.valuesOf(key.domain);
  const whole = authority.allows('unikernels:write', key.name);
  return {
    ...{ from: pair.number, to: pair.other, complete: areBothKnown(from, to) },
    differences: presentDifferences(compareReleases(from, to), { values, whole }),
  };
}

interface ComparedPair {
  readonly number: number;
  readonly other: number;
}
