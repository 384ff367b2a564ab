import { InvalidArgumentError } from '@commander-js/extra-typings';

/** Reads a whole number of at least `min`. Throws what commander tells. */
export const wholeNumber =
  (min: number) =>
  (text: string): number => {
    const number = Number(text);
    if (/^\d+$/.test(text) && Number.isSafeInteger(number) && number >= min) return number;
    throw new InvalidArgumentError(`It must be a whole number, ${min} or more.`);
  };

const factors: Readonly<Record<string, number>> = { '': 1, M: 1, G: 1024, T: 1024 ** 2 };

/** Reads a size of at least `min` MiB, as `64`, `512M` or `2GiB`. Gives MiB. Throws what commander tells. */
export const mebibytes =
  (min: number) =>
  (text: string): number => {
    const [, number = '', unit = ''] = /^(\d+(?:\.\d+)?) ?(?:([MGT])(?:iB)?)?$/i.exec(text) ?? [];
    const size = number === '' ? Number.NaN : Number(number) * (factors[unit.toUpperCase()] ?? 1);
    if (Number.isSafeInteger(size) && size >= min) return size;
    const least = min > 0 ? `, ${min} MiB or more` : '';
    throw new InvalidArgumentError(
      `It must be a whole number of MiB, or a size as 512M or 2GiB${least}.`,
    );
  };

/** One more of an option that may be given several times. */
export const oneMore = (text: string, before: readonly string[] = []): string[] => [
  ...before,
  text,
];
