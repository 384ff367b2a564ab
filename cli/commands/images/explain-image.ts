import { ImageError } from '../../../src/solo5/errors.ts';
import { explainFile } from '../../output/explain-file.ts';

/** Why an image cannot be read, for people; anything unexpected as it is. */
export function explainImage(file: string, error: unknown): unknown {
  return error instanceof ImageError
    ? explainFile(file, error, error.message)
    : explainFile(file, error);
}
