import { InvalidArgumentError } from '@commander-js/extra-typings';

/** Reads a whole number of at least `min`. Throws what commander tells. */
export const wholeNumber =
  (min: number) =>
  (text: string): number => {
    const number = Number(text);
    if (/^\d+$/.test(text) && Number.isSafeInteger(number) && number >= min) return number;
    throw new InvalidArgumentError(`It must be a whole number, ${min} or more.`);
  };

/** One more of an option that may be given several times. */
export const oneMore = (text: string, before: readonly string[] = []): string[] => [
  ...before,
  text,
];
