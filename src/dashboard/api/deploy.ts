import { basePath } from './base-path.ts';
import type { Schema } from './schema.ts';
import { sendBody } from './send-body.ts';
import { type UnikernelPlace, unikernelAddress } from './unikernel.ts';

/** What a unikernel is created with; what is not given, the server decides. */
export type CreateConfig = Partial<Schema['CreateUnikernel']> & { readonly name: string };

/** What is changed along with the image. */
export type UpdateConfig = Schema['UpdateUnikernel'];

/** An image on its way. */
export interface ImageUpload {
  readonly image: File;
  /** Of minisign; null: it has none. */
  readonly signature: File | null;
  readonly signal: AbortSignal;
  /** Called with the octets that have left. */
  onProgress(sent: number): void;
}

/** Creates a unikernel from an image. */
export function createUnikernel(
  host: string,
  config: CreateConfig,
  upload: ImageUpload,
): Promise<Schema['UnikernelDetails']> {
  return send(`${basePath}/api/v1/hosts/${host}/unikernels`, config, upload);
}

/**
 * Gives a unikernel a new image, which is followed on its page: what is refused at once is waited for.
 * Rejects, too, where it is known by then that it does not stay up.
 */
export async function updateUnikernel(
  { host, name }: UnikernelPlace,
  { force, ...config }: UpdateConfig,
  { image, signature, signal, onProgress }: ImageUpload,
): Promise<UnikernelPlace> {
  const body = new FormData();
  body.set('config', JSON.stringify(config));
  if (force) body.set('force', 'true');
  if (signature) body.set('signature', signature);
  body.set('image', image);
  const url = `${unikernelAddress({ host, name })}/deployments`;
  const headers = { Prefer: 'wait=2' };
  await sendBody<unknown>({ method: 'POST', url, body, headers, signal, onProgress });
  return { host, name };
}

/** The configuration goes first: what is wrong with it is found before the image is received. */
function send(
  url: string,
  config: CreateConfig,
  { image, signature, signal, onProgress }: ImageUpload,
): Promise<Schema['UnikernelDetails']> {
  const body = new FormData();
  body.set('config', JSON.stringify(config));
  if (signature) body.set('signature', signature);
  body.set('image', image);
  return sendBody({ method: 'POST', url, body, signal, onProgress });
}
