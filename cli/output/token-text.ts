/** A token of Fulmar's, wherever it stands. */
const token = /fmr_[0-9A-Za-z]{40,}/;

/** Says so where a token is on the command line, which everybody on the machine can read. */
export function warnOfTokens(words: readonly string[], say: (line: string) => void): void {
  if (!words.some((word) => token.test(word))) return;
  say(
    'Warning: a token on the command line can be read by everybody on this machine. Use ' +
      'FULMAR_TOKEN or --token-stdin, and replace this one.',
  );
}

/** A text without the tokens in it, as an error that cites what was called. */
export const hideTokens = (text: string): string =>
  text.replaceAll(new RegExp(token, 'g'), 'fmr_•••');
