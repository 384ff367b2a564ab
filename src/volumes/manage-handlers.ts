import { defineHandler } from '../identity/access/define-handler.ts';
import { hostProblems, tag, type VolumeHandlerDeps } from './handler-deps.ts';
import { presentListed, presentVolume } from './presenter.ts';
import * as schema from './schema.ts';

/** The handlers that show, create and remove volumes. */
export function manageHandlers({ volumes, domains }: VolumeHandlerDeps) {
  return {
    listAll: defineHandler({
      operationId: 'listAllVolumes',
      tag,
      summary: 'List the volumes on all hosts',
      description: 'Hosts that could not be asked in time are in `errors`.',
      query: schema.accountQuery,
      answers: { 200: schema.volumesAcross },
      handle: async ({ actor, query, signal }) => {
        const { name: account } = await domains.of(actor, query.account ?? null);
        const { data, errors } = await volumes.listAll(actor, account, signal);
        return { status: 200, body: { data: data.map(presentListed), errors } };
      },
    }),
    list: defineHandler({
      operationId: 'listVolumes',
      tag,
      summary: 'List the volumes on a host',
      params: schema.hostParams,
      query: schema.accountQuery,
      answers: { 200: schema.volumeList },
      problems: hostProblems,
      handle: async ({ actor, params: { host }, query, signal }) => {
        const { name: account } = await domains.of(actor, query.account ?? null);
        const list = await volumes.list(actor, host, account, signal);
        return { status: 200, body: { data: list.map(presentListed) } };
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
      problems: [...hostProblems, 'volume-exists', 'volume-busy', 'policy-refused'],
      handle: async ({ actor, params: { host }, query, body: { name, size }, signal, note }) => {
        note({ object: `hosts/${host}/volumes/${name}` });
        const { name: account } = await domains.of(actor, query.account ?? null);
        const place = { host, account, name };
        const volume = await volumes.create(actor, place, size, signal);
        return { status: 201, body: presentVolume(host, volume) };
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
      handle: async ({ actor, params: { host, name }, query, signal }) => {
        const { name: account } = await domains.of(actor, query.account ?? null);
        const place = { host, account, name };
        return { status: 200, body: presentVolume(host, await volumes.get(actor, place, signal)) };
      },
    }),
    remove: defineHandler({
      operationId: 'deleteVolume',
      tag,
      summary: 'Remove a volume and its content',
      params: schema.volumeParams,
      query: schema.accountQuery,
      answers: { 204: null },
      problems: [...hostProblems, 'volume-unknown', 'volume-in-use', 'volume-busy'],
      handle: async ({ actor, params: { host, name }, query, signal }) => {
        const { name: account } = await domains.of(actor, query.account ?? null);
        const place = { host, account, name };
        await volumes.remove(actor, place, signal);
        return { status: 204 };
      },
    }),
  };
}
