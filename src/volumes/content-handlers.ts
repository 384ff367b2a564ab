import { hostProblems } from '../host-client/host-problems.ts';
import { defineHandler } from '../identity/access/define-handler.ts';
import { parseEncoding } from '../storage/encoding/content-encoding.ts';
import { DigestCheck } from './content-digest.ts';
import type { Deps } from './deps.ts';
import { describeVolume } from './describe-volume.ts';
import { downloadVolume } from './download-volume.ts';
import { findVolume } from './find-volume.ts';
import type { ContentFacts } from './incoming-content.ts';
import { mebibyte } from './location.ts';
import * as schema from './schema.ts';
import { uploadDirectly } from './upload-directly.ts';
import { uploadVolume } from './upload-volume.ts';

const tag = 'Volumes';

/** The handlers that fill volumes and read them. */
export function contentHandlers(deps: Deps) {
  return {
    upload: defineHandler({
      operationId: 'uploadVolume',
      tag,
      summary: 'Replace a volume’s content',
      description:
        'The raw octets, as `curl -T FILE` sends them; `Content-Encoding` may be `deflate` (zlib), ' +
        '`gzip` or `zstd`. They are received whole and checked, also against `Content-Digest` ' +
        '(RFC 9530), before the old content is touched. Fewer octets than the volume has: the rest ' +
        'reads as zeros; none at all have to be meant: `?empty=true`.',
      params: schema.volumeParams,
      query: schema.uploadQuery,
      body: { kind: 'octets', description: 'The content, at most as large as the volume.' },
      answers: { 200: schema.uploadAnswer },
      problems: [
        ...hostProblems,
        'volume-unknown',
        'volume-in-use',
        'volume-busy',
        'protected',
        'malformed-body',
        'invalid-digest',
        'invalid-encoding',
        'unsupported-media-type',
      ],
      handle: async (request) => {
        const { query, requestId, signal, content, confirm } = request;
        const location = await findVolume(deps, request);
        const facts = { ...readFacts(request.header), empty: query.empty };
        const upload = query.direct ? uploadDirectly : uploadVolume;
        const result = await upload(deps, location, {
          ...{ facts, requestId, signal, content, confirm },
          credential: request.actor.credential,
        });
        const { size, contentSize, sha256 } = result;
        const octets = { sizeBytes: size, contentSizeBytes: contentSize };
        return { status: 200, body: { ...octets, sha256, size, contentSize } };
      },
    }),
    download: defineHandler({
      operationId: 'downloadVolume',
      tag,
      summary: 'Download a volume’s content',
      params: schema.volumeParams,
      query: schema.downloadQuery,
      audited: true,
      answers: { 200: 'application/octet-stream' },
      problems: [...hostProblems, 'volume-unknown', 'volume-in-use', 'volume-busy'],
      handle: async (request) => {
        const { compression: level } = request.query;
        const location = await findVolume(deps, request);
        const { content, length } = await downloadVolume(deps, location, level, request.signal);
        return { status: 200, stream: content, headers: headersOf(request, length) };
      },
      head: async (request) => {
        const { volume } = await describeVolume(
          deps,
          await findVolume(deps, request),
          request.signal,
        );
        const isPlain = request.query.compression === 0;
        const length = isPlain ? volume.size * mebibyte : null;
        return { status: 200, headers: headersOf(request, length) };
      },
    }),
  };
}

interface DownloadRequest {
  readonly params: { readonly name: string };
  readonly query: { readonly compression: number };
}

/** What is said of a download; null: its length is not known. */
function headersOf({ params, query }: DownloadRequest, length: number | null) {
  const suffix = query.compression === 0 ? '' : '.zz';
  return {
    'Content-Disposition': `attachment; filename="${params.name}.img${suffix}"`,
    ...(length === null ? {} : { 'Content-Length': `${length}` }),
  };
}

function readFacts(header: (name: string) => string | null): Omit<ContentFacts, 'empty'> {
  const length = header('content-length');
  return {
    length: length === null ? null : Number(length),
    encoding: parseEncoding(header('content-encoding')),
    digest: DigestCheck.of(header('content-digest')),
  };
}
