import { stat } from 'node:fs/promises';
import { readText } from '../../files/read-text.ts';

/** What is deployed, and where its signature is. */
export interface Signed {
  /** The path of the image; null: none is sent. */
  readonly image: string | null;
  /** The path of a signature; null: that of an image is beside it, if it has one. */
  readonly signature: string | null;
}

/** The signature of minisign that is sent along, as text; null: there is none. Throws `CommandError`. */
export async function readSignature({ image, signature }: Signed): Promise<string | null> {
  const file = signature ?? (image === null ? null : await beside(image));
  if (file === null) return null;
  return await readText(file);
}

async function beside(image: string): Promise<string | null> {
  const file = `${image}.minisig`;
  const isThere = await stat(file).then(
    (found) => found.isFile(),
    () => false,
  );
  return isThere ? file : null;
}
