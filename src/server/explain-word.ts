import { ownVersion } from './own-version.ts';

const usage = `Usage: fulmar-server

Serves the dashboard and the API of Fulmar until it is told to stop. It takes no arguments: every setting is an
environment variable, and docs/configuration.md explains them all. "fulmar server --help" says how a server is
checked, backed up and restored.`;

/**
 * What the server's program says to whoever starts it with a word, such as `--help`. `isAsked`: it answers a
 * question, and is no error.
 */
export function explainWord(word: string): { readonly words: string; readonly isAsked: boolean } {
  if (word === '--version') return { words: ownVersion(), isAsked: true };
  if (word === '--help' || word === '-h') return { words: usage, isAsked: true };
  return { words: `${JSON.stringify(word)} is not understood.\n\n${usage}`, isAsked: false };
}
