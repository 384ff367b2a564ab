import { defineRoute, type Route } from '../http/route.ts';
import type { Domains } from '../identity/accounts/domains.ts';
import { DigestCheck } from './content-digest.ts';
import { parseEncoding } from './content-encoding.ts';
import type { ContentFacts } from './incoming-content.ts';
import { presentListed, presentVolume } from './presenter.ts';
import * as schema from './schema.ts';
import type { VolumeService } from './service.ts';

const tag = 'Volumes';
const hostProblems = ['host-unknown', 'no-policy', 'host-unreachable', 'host-timeout'] as const;

/** The HTTP surface of volumes. */
export function volumeRoutes(volumes: VolumeService, domains: Domains): Route[] {
  return [...managementRoutes(volumes, domains), ...contentRoutes(volumes, domains)];
}

function managementRoutes(volumes: VolumeService, domains: Domains): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/volumes',
      operationId: 'listAllVolumes',
      tag,
      summary: 'List the volumes on all hosts',
      description: 'Hosts that could not be asked in time are in `errors`.',
      access: 'volumes:read',
      query: schema.accountQuery,
      answers: { 200: schema.volumesAcross },
      handle: async ({ actor, query, signal }) => {
        const { name: account } = await domains.of(actor, query.account ?? null);
        const { data, errors } = await volumes.listAll(actor, account, signal);
        return { status: 200, body: { data: data.map(presentListed), errors } };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/hosts/:host/volumes',
      operationId: 'listVolumes',
      tag,
      summary: 'List the volumes on a host',
      access: 'volumes:read',
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
    defineRoute({
      method: 'post',
      path: '/hosts/:host/volumes',
      operationId: 'createVolume',
      tag,
      summary: 'Create a volume',
      description: 'Its content reads as zeros until it is filled.',
      access: 'volumes:write',
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
    defineRoute({
      method: 'get',
      path: '/hosts/:host/volumes/:name',
      operationId: 'getVolume',
      tag,
      summary: 'Show a volume',
      access: 'volumes:read',
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
    defineRoute({
      method: 'delete',
      path: '/hosts/:host/volumes/:name',
      operationId: 'deleteVolume',
      tag,
      summary: 'Remove a volume and its content',
      access: 'volumes:write',
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
  ];
}

function contentRoutes(volumes: VolumeService, domains: Domains): Route[] {
  return [
    defineRoute({
      method: 'put',
      path: '/hosts/:host/volumes/:name/data',
      operationId: 'uploadVolume',
      tag,
      summary: 'Replace a volume’s content',
      description:
        'The raw octets, as `curl -T FILE` sends them; `Content-Encoding` may be `deflate` (zlib), ' +
        '`gzip` or `zstd`. They are received whole and checked, also against `Content-Digest` ' +
        '(RFC 9530), before the old content is touched. Fewer octets than the volume has: the rest ' +
        'reads as zeros.',
      access: 'volumes:write',
      params: schema.volumeParams,
      query: schema.uploadQuery,
      body: { kind: 'octets', description: 'The content, at most as large as the volume.' },
      answers: { 200: schema.uploadAnswer },
      problems: [
        ...hostProblems,
        'volume-unknown',
        'volume-in-use',
        'volume-busy',
        'too-large',
        'invalid-digest',
        'invalid-encoding',
        'upload-incomplete',
        'unsupported-media-type',
        'no-room',
      ],
      handle: async (request) => {
        const { actor, params, query, requestId, signal, content } = request;
        const { host, name } = params;
        const { name: account } = await domains.of(actor, query.account ?? null);
        const place = { host, account, name };
        const upload = { facts: readFacts(request.header), requestId, signal, content };
        return { status: 200, body: await volumes.upload(actor, place, upload, query) };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/hosts/:host/volumes/:name/data',
      operationId: 'downloadVolume',
      tag,
      summary: 'Download a volume’s content',
      access: 'volumes:read',
      params: schema.volumeParams,
      query: schema.downloadQuery,
      answers: { 200: 'application/octet-stream' },
      problems: [...hostProblems, 'volume-unknown', 'volume-in-use', 'volume-busy'],
      handle: async ({ actor, params: { host, name }, query, signal }) => {
        const { name: account } = await domains.of(actor, query.account ?? null);
        const place = { host, account, name };
        const level = query.compression;
        const { content, length } = await volumes.download(actor, place, level, signal);
        const headers = {
          'Content-Disposition': `attachment; filename="${name}.img${level === 0 ? '' : '.zz'}"`,
          ...(length === null ? {} : { 'Content-Length': `${length}` }),
        };
        return { status: 200, stream: content, headers };
      },
    }),
  ];
}

function readFacts(header: (name: string) => string | null): ContentFacts {
  const length = header('content-length');
  return {
    length: length === null ? null : Number(length),
    encoding: parseEncoding(header('content-encoding')),
    digest: DigestCheck.of(header('content-digest')),
  };
}
