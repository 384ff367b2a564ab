import { useState } from 'react';
import { readManifest, type Solo5Image } from './read-manifest.ts';

/** An image that was chosen, and what it says of itself. */
export interface ChosenImage {
  readonly file: File | null;
  /** null: not read yet, or no image. */
  readonly image: Solo5Image | null;
  readonly fault: string | null;
  choose(file: File): Promise<void>;
}

export function useImage(): ChosenImage {
  const [chosen, setChosen] = useState<Omit<ChosenImage, 'choose'>>({
    file: null,
    image: null,
    fault: null,
  });
  const choose = async (file: File) => {
    setChosen({ file, image: null, fault: null });
    const manifest = await readManifest(file);
    setChosen((now) => (now.file === file ? { file, ...manifest } : now));
  };
  return { ...chosen, choose };
}
