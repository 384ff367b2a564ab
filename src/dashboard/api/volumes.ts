import { queryOptions } from '@tanstack/react-query';
import { basePath } from './base-path.ts';
import { api, dataOf, dataOrNull } from './client.ts';
import { readProblem } from './problem-error.ts';
import type { Schema } from './schema.ts';
import { sendBody } from './send-body.ts';

/** Which volume: names are unique on one host only. */
export interface VolumePlace {
  readonly host: string;
  readonly name: string;
}

/** Where a volume's content is at this server; labels need no escape. */
export const volumeDataAddress = ({ host, name }: VolumePlace) =>
  `${basePath}/api/v1/hosts/${host}/volumes/${name}/data`;

const listQuery = (key: readonly string[], query: { readonly account?: '*' }) =>
  queryOptions({
    queryKey: ['volumes', ...key],
    queryFn: ({ signal }) => dataOf(api.GET('/api/v1/volumes', { params: { query }, signal })),
    refetchInterval: 5_000,
  });

/** The account's volumes on all hosts; hosts that did not answer in time are in `errors`. */
export const volumesQuery = listQuery([], {});

/** Everybody's, for administrators, with those that are nobody's. */
export const everybodysVolumesQuery = listQuery(['*'], { account: '*' });

/** One volume; null where there is none of that name. */
export const volumeQuery = ({ host, name }: VolumePlace) =>
  queryOptions({
    queryKey: ['volumes', host, name],
    queryFn: ({ signal }) => {
      const params = { path: { host, name } };
      const answer = api.GET('/api/v1/hosts/{host}/volumes/{name}', { params, signal });
      return dataOrNull(answer, ['volume-unknown', 'host-unknown']);
    },
    refetchInterval: 5_000,
  });

/** Makes a volume of `size` MiB that reads as zeros. */
export function createVolume(host: string, body: Schema['CreateVolume']) {
  const params = { path: { host } };
  return dataOf(api.POST('/api/v1/hosts/{host}/volumes', { params, body }));
}

/** Changes what of a volume is kept at the server. */
export function changeVolume({ host, name }: VolumePlace, body: Schema['VolumeSettings']) {
  const params = { path: { host, name } };
  return dataOf(api.PATCH('/api/v1/hosts/{host}/volumes/{name}', { params, body }));
}

export async function deleteVolume({ host, name }: VolumePlace): Promise<void> {
  const params = { path: { host, name } };
  await api.DELETE('/api/v1/hosts/{host}/volumes/{name}', { params });
}

/** How a file is compressed that the server inflates. */
export type ContentEncoding = 'gzip' | 'zstd' | 'deflate';

export interface VolumeUpload {
  readonly file: File;
  /** Send straight to the host, without the server's spool. */
  readonly direct: boolean;
  /** null: the file is the content itself. */
  readonly encoding: ContentEncoding | null;
  readonly signal: AbortSignal;
}

/** What the uploads of volumes are known by in the browser: all, or those into one. */
export const uploadKey = (...places: readonly VolumePlace[]) => [
  'upload',
  ...places.flatMap(({ host, name }) => [host, name]),
];

/** Replaces a volume's content; `onProgress` is called with the octets that have left. */
export function uploadVolume(
  place: VolumePlace,
  { file, direct, encoding, signal }: VolumeUpload,
  onProgress: (sent: number) => void,
): Promise<Schema['VolumeUpload']> {
  return sendBody({
    method: 'PUT',
    url: `${volumeDataAddress(place)}${direct ? '?direct=true' : ''}`,
    body: file,
    headers: {
      'Content-Type': 'application/octet-stream',
      ...(encoding && { 'Content-Encoding': encoding }),
    },
    onProgress,
    signal,
  });
}

/**
 * Asks whether a download would begin, and gives its address then: a browser that follows a link
 * could not say why it does not. Rejects with a `ProblemError`.
 */
export async function openDownload(place: VolumePlace, compression: number): Promise<string> {
  const url = `${volumeDataAddress(place)}?compression=${compression}`;
  const asking = new AbortController();
  const answer = await fetch(url, { signal: asking.signal });
  if (!answer.ok) throw await readProblem(answer);
  asking.abort();
  return url;
}
