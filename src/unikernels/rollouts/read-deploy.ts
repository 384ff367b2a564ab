import type { Label } from '../../albatross/names.ts';
import { Problem } from '../../base/errors.ts';
import type { RouteRequest } from '../../http/handler.ts';
import { invalid, jsonPart, optionalPart, textPart } from '../../http/multipart/parts.ts';
import { readMultipart } from '../../http/multipart/read-multipart.ts';
import type { StoredImage } from '../../storage/image-store.ts';
import type { Deps } from '../deps.ts';
import { expectSigned, signatureField } from '../expect-signed.ts';
import { imagePart } from '../image-part.ts';
import * as schema from './schema.ts';

/** What a form says, and its image; null: the current one is meant. */
export interface DeployForm {
  readonly wanted: schema.DeployBody;
  readonly image: StoredImage | null;
  /** Of the image, or of what a source has. */
  readonly signature?: string | undefined;
}

type FormRequest = Pick<
  RouteRequest<unknown, unknown, schema.DeployBody | undefined, unknown>,
  'header' | 'content' | 'signal' | 'body'
>;

/**
 * What is to be deployed, as a form or as JSON. The image is the caller's. Throws as `readMultipart`
 * and `expectSigned`, and `signature-wrong` for a signature that is of nothing.
 */
export async function readDeploy(
  request: FormRequest,
  deps: Pick<Deps, 'images' | 'accounts'>,
  account: Label,
): Promise<DeployForm> {
  if (request.body) return { wanted: request.body, image: null };
  const { yamlPart } = await import('../../http/multipart/yaml-part.ts'); // with the first form
  const { image, signature, ...wanted } = await readMultipart(request, {
    image: optionalPart(imagePart(deps.images, account, request.signal)),
    signature: optionalPart(textPart(signatureField)),
    source: optionalPart(yamlPart(schema.sourceField)),
    config: optionalPart(yamlPart(schema.deployConfig)),
    checks: optionalPart(jsonPart(schema.checksField)),
    settle: optionalPart(jsonPart(schema.settleField)),
    deadline: optionalPart(jsonPart(schema.deadlineField)),
    onFailure: optionalPart(textPart(schema.onFailureField)),
    keepChecks: optionalPart(jsonPart(schema.keepChecksField)),
    replaceConfig: optionalPart(jsonPart(schema.replaceConfigField)),
    force: optionalPart(jsonPart(schema.forceField)),
    revision: optionalPart(jsonPart(schema.revisionField)),
  });
  if (!image) {
    if (signature !== undefined && !wanted.source) throw signsNothing();
    return { wanted, image: null, signature };
  }
  try {
    if (wanted.source) {
      throw invalid('source', 'cannot be used together with an image');
    }
    await expectSigned(deps, account, image, signature);
  } catch (error) {
    await image.discard();
    throw error;
  }
  return { wanted, image };
}

function signsNothing(): Problem {
  const detail = 'There is neither an image nor a source that the signature could be of.';
  return new Problem('signature-wrong', detail);
}
