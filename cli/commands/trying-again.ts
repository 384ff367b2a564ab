import type { Out } from '../output/out.ts';

/** Tells the user why nothing is coming at present, and that the command is trying again. */
export const tryingAgain =
  (out: Out) =>
  (reason: string): void => {
    out.progress('');
    out.note(`${reason} Trying again …`);
  };
