import { useState } from 'react';
import { readManifest, type Solo5Image } from './read-manifest.ts';

/** An image that was chosen, and what it says of itself. */
export interface ChosenImage {
  readonly file: File | null;
  /** null: not read yet, or no image. */
  readonly image: Solo5Image | null;
  readonly fault: string | null;
  /** Of minisign; null: none was chosen. */
  readonly signature: File | null;
  choose(file: File): Promise<void>;
  sign(signature: File): void;
}

const none = { file: null, image: null, fault: null, signature: null };

export function useImage(): ChosenImage {
  const [chosen, setChosen] = useState<Omit<ChosenImage, 'choose' | 'sign'>>(none);
  const choose = async (file: File) => {
    setChosen({ ...none, file });
    const manifest = await readManifest(file);
    setChosen((now) => (now.file === file ? { ...now, ...manifest } : now));
  };
  const sign = (signature: File) => setChosen((now) => ({ ...now, signature }));
  return { ...chosen, choose, sign };
}
