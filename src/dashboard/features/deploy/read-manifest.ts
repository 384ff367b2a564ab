import { ImageError } from '../../../solo5/errors.ts';
import { readImage, type Solo5Image } from '../../../solo5/image.ts';

export type { ManifestDevice, Solo5Image } from '../../../solo5/image.ts';

/** What an image says of itself, or what is wrong with it, as a sentence. */
export type Manifest =
  | { readonly image: Solo5Image; readonly fault: null }
  | { readonly image: null; readonly fault: string };

/** Reads a few kB of a file, by the server's own reader. */
export async function readManifest(file: File): Promise<Manifest> {
  const read = async (offset: number, length: number) =>
    new Uint8Array(await file.slice(offset, offset + length).arrayBuffer());
  try {
    return { image: await readImage({ size: file.size, read }), fault: null };
  } catch (error) {
    return { image: null, fault: faultOf(error) };
  }
}

function faultOf(error: unknown): string {
  if (error instanceof ImageError) return sentence(error.message);
  return 'The browser can no longer read the file. Choose it again.';
}

const sentence = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
