/**
 * What the browser's history keeps beside the page of a volume that was just made: nothing is in
 * it that an upload could replace. Gone with the first upload.
 */
export const freshVolume = { fresh: true } as const;

/** Whether the state of the history says so. */
export const isFreshVolume = (state: unknown): boolean =>
  Reflect.get(Object(state), 'fresh') === true;
