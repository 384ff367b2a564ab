import type { Out } from '../output/out.ts';

/** Tells whoever waits why nothing comes, and that it may still. */
export const tryingAgain =
  (out: Out) =>
  (reason: string): void => {
    out.progress('');
    out.note(`${reason} Trying again …`);
  };
