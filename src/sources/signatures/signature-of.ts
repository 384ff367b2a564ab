import { Problem } from '../../base/errors.ts';
import type { StoredImage } from '../../storage/image-store.ts';
import type { PinnedSource } from '../pinned-source.ts';
import type { Context } from '../requester.ts';
import type { ImageSource } from '../schema.ts';
import type { SourceKind } from '../source-kind.ts';
import { maxSignatureFile } from './signature.ts';
import { type SignatureCheck, signatureCheck } from './signature-check.ts';

/** The signature that an image has to have, if it has to have one. */
export interface RequiredSignature {
  /** A check of a file that is about to come; null: none is needed. */
  begin(): SignatureCheck | null;
  /**
   * Whether what is kept is enough: it is, if no signature is needed, or it is itself the file of the
   * given digest, which is signed. It may be what that file was inflated to, whatever its source says:
   * then only the file tells.
   */
  isOf(kept: StoredImage, digest: string | null): Promise<boolean>;
}

const notNeeded: RequiredSignature = { begin: () => null, isOf: async () => true };

/** Needed where the account names a key; fetched unless it came with the request. Throws `signature-missing`, `signature-wrong`. */
export async function signatureOf<S extends ImageSource, P extends PinnedSource>(
  kind: SourceKind<S, P>,
  pinned: P,
  context: Context,
): Promise<RequiredSignature> {
  const { signingKey = null } = context;
  if (signingKey === null) return notNeeded;
  const text = context.signature ?? (await readSignature(kind, pinned, context));
  const begin = () => signatureCheck(signingKey, text);
  begin(); // what cannot be checked at all is refused before anything is fetched
  return {
    begin,
    async isOf(kept, digest) {
      if (kept.digest !== digest) return false; // it came compressed
      const check = begin();
      for await (const chunk of kept.open()) check.update(chunk);
      return check.matches();
    },
  };
}

async function readSignature<S extends ImageSource, P extends PinnedSource>(
  kind: SourceKind<S, P>,
  pinned: P,
  context: Context,
): Promise<string> {
  using file = await kind.openSignature(pinned, context);
  if (!file) {
    const detail =
      'The account requires signed images, but there is no signature of this one at its source: ' +
      'an asset or a file next to it with .minisig appended to its name.';
    throw new Problem('signature-missing', detail);
  }
  let text = Buffer.alloc(0);
  for await (const chunk of file.content) {
    text = Buffer.concat([text, chunk]);
    if (text.length > maxSignatureFile) {
      throw new Problem('signature-wrong', 'The signature is larger than any minisign signature.');
    }
  }
  return text.toString();
}
