import type { Part } from '../http/multipart/parts.ts';

/** The same part, whose value is also told as soon as it has come. */
export function notedPart<T>(part: Part<T>, note: (value: T) => void): Part<T> {
  const tell = (value: T) => {
    note(value);
    return value;
  };
  return {
    ...part,
    fromText: (name, text) => tell(part.fromText(name, text)),
    fromFile: async (name, content) => tell(await part.fromFile(name, content)),
  };
}
