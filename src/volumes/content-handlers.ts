import { defineHandler } from '../identity/access/define-handler.ts';
import { DigestCheck } from './content-digest.ts';
import { parseEncoding } from './content-encoding.ts';
import { hostProblems, tag, type VolumeHandlerDeps } from './handler-deps.ts';
import type { ContentFacts } from './incoming-content.ts';
import * as schema from './schema.ts';

/** The handlers that fill volumes and read them. */
export function contentHandlers({ volumes, domains }: VolumeHandlerDeps) {
  return {
    upload: defineHandler({
      operationId: 'uploadVolume',
      tag,
      summary: 'Replace a volume’s content',
      description:
        'The raw octets, as `curl -T FILE` sends them; `Content-Encoding` may be `deflate` (zlib), ' +
        '`gzip` or `zstd`. They are received whole and checked, also against `Content-Digest` ' +
        '(RFC 9530), before the old content is touched. Fewer octets than the volume has: the rest ' +
        'reads as zeros.',
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
    download: defineHandler({
      operationId: 'downloadVolume',
      tag,
      summary: 'Download a volume’s content',
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
  };
}

function readFacts(header: (name: string) => string | null): ContentFacts {
  const length = header('content-length');
  return {
    length: length === null ? null : Number(length),
    encoding: parseEncoding(header('content-encoding')),
    digest: DigestCheck.of(header('content-digest')),
  };
}
