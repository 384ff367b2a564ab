/** Put in its place by the build (`scripts/cli/build.ts`). */
declare const builtVersion: string | undefined;

/** Which version of the command this is. */
export const version = typeof builtVersion === 'string' ? builtVersion : 'not built';
