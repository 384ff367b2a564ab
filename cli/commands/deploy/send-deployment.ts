import { openAsBlob } from 'node:fs';
import { basename } from 'node:path';
import { type Api, dataOf } from '../../api/client.ts';
import { expectFile } from '../../files/expect-file.ts';
import { explainFile } from '../../output/explain-file.ts';
import type { Place } from '../unikernels/place.ts';
import type { Deploy } from './options.ts';
import { readSignature, type Signed } from './signature.ts';

/** What is deployed, and how. */
export interface DeployRequest extends Signed {
  readonly place: Place;
  readonly wanted: Deploy;
  readonly query: DeployQuery;
}

export interface DeployQuery {
  readonly account?: string;
  readonly dryRun?: 'true';
  readonly ifBusy?: 'wait' | 'fail';
}

/** Begins a deployment, or only tries it (`dryRun`). Gives what is answered as soon as it has begun. */
export async function sendDeployment(
  api: Api,
  { place, wanted, query, ...files }: DeployRequest,
): Promise<unknown> {
  const form = await formOf(wanted, files);
  return await dataOf<unknown>(
    api.POST('/api/v1/hosts/{host}/unikernels/{name}/deployments', {
      params: { path: { ...place }, query },
      headers: { Prefer: 'wait=0' },
      body: wanted,
      ...(form !== null && { bodySerializer: () => form }),
    }),
  );
}

/**
 * null where there is nothing but JSON to send. The configuration goes first: what is wrong with it is found before the
 * image is received.
 */
async function formOf(wanted: Deploy, files: Signed): Promise<FormData | null> {
  const { image } = files;
  const signature = await readSignature(files);
  if (image === null && signature === null) return null;
  const form = new FormData();
  for (const [name, value] of Object.entries(wanted)) {
    if (value === undefined) continue;
    form.set(name, typeof value === 'string' ? value : JSON.stringify(value));
  }
  if (signature !== null) form.set('signature', signature);
  if (image !== null) form.set('image', await blobOf(image), basename(image));
  return form;
}

/** The file as a body, which is read while it is sent. */
async function blobOf(file: string): Promise<Blob> {
  await expectFile(file);
  try {
    return await openAsBlob(file);
  } catch (error) {
    throw explainFile(file, error, 'it cannot be read');
  }
}
