import { ImageError } from './errors.ts';

/** A run of octets inside an image. */
export interface Span {
  readonly offset: number;
  readonly length: number;
}

/** Octets that can be read at any place, such as a file. */
export interface RandomAccess {
  /** Octets. */
  readonly size: number;
  /** `length` octets from `offset` on; fewer only where the source has shrunk meanwhile. */
  read(offset: number, length: number): Promise<Uint8Array>;
}

/**
 * A parser without I/O: it yields the spans that it wants and is handed their octets, so that one
 * parser serves octets in memory and files, here and in a browser.
 */
export type Reading<T> = Generator<Span, T, Uint8Array>;

/**
 * Asks for a span of an image of `size` octets; `what` names it in the error.
 * Throws `ImageError` `truncated` where the image ends before it does: no octet beyond is asked for.
 */
export function* readSpan(size: number, span: Span, what: string): Reading<Uint8Array> {
  const { offset, length } = span;
  if (offset + length > size) {
    throw new ImageError(
      'truncated',
      `the image has ${size} octets, but its ${what} should end at ${offset + length}: ` +
        'it was cut off or is damaged, send it again',
    );
  }
  return yield span;
}

/** Runs a parser on octets in memory; the views that it is handed are not copied. */
export function runOnOctets<T>(reading: Reading<T>, octets: Uint8Array): T {
  let step = reading.next();
  while (!step.done) {
    const { offset, length } = step.value;
    step = reading.next(octets.subarray(offset, offset + length));
  }
  return step.value;
}

/** Runs a parser on a source; errors of the source pass through. */
export async function runOnSource<T>(reading: Reading<T>, source: RandomAccess): Promise<T> {
  let step = reading.next();
  while (!step.done) {
    const { offset, length } = step.value;
    const octets = await source.read(offset, length);
    if (octets.length !== length) {
      throw new ImageError(
        'truncated',
        'the image became shorter while it was read: send it again',
      );
    }
    step = reading.next(octets);
  }
  return step.value;
}
