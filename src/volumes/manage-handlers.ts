import type { Label } from '../albatross/names.ts';
import { hostProblems } from '../host-client/host-problems.ts';
import type { AcrossHosts } from '../host-client/read-across-hosts.ts';
import { defineHandler } from '../identity/access/define-handler.ts';
import type { Asking } from '../places/places.ts';
import { changeVolume } from './change-volume.ts';
import { createVolume } from './create-volume.ts';
import type { Deps } from './deps.ts';
import { describeVolume } from './describe-volume.ts';
import { findVolume } from './find-volume.ts';
import { listEverybodysVolumes } from './list-everybodys-volumes.ts';
import { type ListedVolume, listAllVolumes, listVolumes } from './list-volumes.ts';
import { presentPage } from './present-page.ts';
import { presentVolume } from './present-volume.ts';
import { removeVolume } from './remove-volume.ts';
import * as schema from './schema.ts';

const tag = 'Volumes';

/** The handlers that show, create and remove volumes. */
export function manageHandlers(deps: Deps) {
  const { places } = deps;
  return {
    listAll: defineHandler({
      operationId: 'listAllVolumes',
      tag,
      summary: 'List the volumes on all hosts',
      description: 'Hosts that could not be asked in time are in `errors`.',
      query: schema.allVolumesQuery,
      answers: { 200: schema.volumesAcross },
      handle: async (request) => {
        const { actor, query, signal } = request;
        const { data, errors } =
          query.account === '*'
            ? await listEverybodysVolumes(deps, actor, signal)
            : await listOwn(deps, request, query.account);
        await request.turn(); // many may have waited for the same host
        return { status: 200, body: { ...presentPage(data, query), errors } };
      },
    }),
    list: defineHandler({
      operationId: 'listVolumes',
      tag,
      summary: 'List the volumes on a host',
      params: schema.hostParams,
      query: schema.volumesQuery,
      answers: { 200: schema.volumeList },
      problems: hostProblems,
      handle: async (request) => {
        const list = await listVolumes(deps, await places.of(request), request.signal);
        await request.turn();
        return { status: 200, body: presentPage(list, request.query) };
      },
    }),
    create: defineHandler({
      operationId: 'createVolume',
      tag,
      summary: 'Create a volume',
      description: 'Its content reads as zeros until it is filled.',
      params: schema.hostParams,
      query: schema.accountQuery,
      body: { kind: 'json', schema: schema.createVolumeBody },
      answers: { 201: schema.volumeAnswer },
      problems: [...hostProblems, 'name-not-allowed', 'volume-exists', 'volume-busy'],
      handle: async (request) => {
        const { params, body, signal } = request;
        const { host } = params;
        request.note({ object: `hosts/${host}/volumes/${body.name}` });
        const place = await places.of(request);
        const volume = await createVolume(deps, place, body, signal);
        return { status: 201, body: presentVolume(volume) };
      },
    }),
    get: defineHandler({
      operationId: 'getVolume',
      tag,
      summary: 'Show a volume',
      params: schema.volumeParams,
      query: schema.accountQuery,
      answers: { 200: schema.volumeAnswer },
      problems: [...hostProblems, 'volume-unknown'],
      handle: async (request) => {
        const location = await findVolume(deps, request);
        const volume = await describeVolume(deps, location, request.signal);
        return { status: 200, body: presentVolume(volume) };
      },
    }),
    change: defineHandler({
      operationId: 'changeVolume',
      tag,
      summary: 'Protect a volume, or lift its protection',
      description:
        'A protected volume is neither removed nor overwritten (409 `protected`); it can be attached ' +
        'and read. Not while an upload is on its way into it.',
      params: schema.volumeParams,
      query: schema.accountQuery,
      body: { kind: 'json', schema: schema.volumeChange },
      answers: { 200: schema.volumeAnswer },
      problems: [...hostProblems, 'volume-unknown', 'volume-busy'],
      handle: async (request) => {
        const location = await findVolume(deps, request);
        const volume = await changeVolume(deps, location, request.body, request.signal);
        return { status: 200, body: presentVolume(volume) };
      },
    }),
    remove: defineHandler({
      operationId: 'deleteVolume',
      tag,
      summary: 'Remove a volume and its content',
      params: schema.volumeParams,
      query: schema.accountQuery,
      answers: { 204: null },
      problems: [...hostProblems, 'volume-unknown', 'volume-in-use', 'volume-busy', 'protected'],
      handle: async (request) => {
        await removeVolume(deps, await findVolume(deps, request), request);
        return { status: 204 };
      },
    }),
  };
}

/** An account's, on all hosts where it has a policy. */
async function listOwn(
  deps: Deps,
  request: Asking & { readonly signal: AbortSignal },
  account: Label | undefined,
): Promise<AcrossHosts<ListedVolume>> {
  const { places, listTimeout: timeout } = deps;
  const domain = await places.domainOf(request, account);
  const all = await places.findAll(request, account);
  return await listAllVolumes(deps, domain, all, { timeout, signal: request.signal });
}
