import type { Label } from '../albatross/names.ts';
import { Problem } from '../base/errors.ts';
import { linesField } from '../http/fields.ts';
import { maxSignatureFile, parseSignature } from '../sources/signatures/signature.ts';
import { signatureCheck } from '../sources/signatures/signature-check.ts';
import type { StoredImage } from '../storage/image-store.ts';
import type { Deps } from './deps.ts';

/** The part of a form that is the image's signature. */
export const signatureField = linesField
  .max(maxSignatureFile)
  .refine((text) => parseSignature(text) !== null, 'must be a signature of minisign')
  .meta({
    description:
      'A signature of the image, or of the file at its `source`, as `minisign -SH` writes it; required ' +
      'where the account names a key.',
  });

/**
 * Throws `signature-missing` and `signature-wrong` where the account of a domain names a key, and an
 * image that was sent is not signed with it.
 */
export async function expectSigned(
  { accounts }: Pick<Deps, 'accounts'>,
  domain: Label,
  image: Pick<StoredImage, 'open'>,
  signature: string | undefined,
): Promise<void> {
  const key = await accounts.signingKeyOf(domain);
  if (key === null) return;
  if (signature === undefined) {
    const detail =
      'The account names a key that images are signed with: send the signature along (minisign -SH).';
    throw new Problem('signature-missing', detail);
  }
  const check = signatureCheck(key, signature);
  for await (const chunk of image.open()) check.update(chunk);
  check.verify();
}
