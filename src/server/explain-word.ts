import { ownVersion } from './own-version.ts';

const usage = `Usage: fulmar-server [--help | --version]

Serves Fulmar's dashboard and API until it is stopped. Every setting is an environment variable:
docs/configuration.md explains them all. To check, back up or restore a server, see "fulmar server --help".`;

/**
 * What the server's program prints when it is called with an argument, such as `--help`. `isAsked`: the argument is
 * a known question, not a mistake.
 */
export function explainWord(word: string): { readonly words: string; readonly isAsked: boolean } {
  if (word === '--version') return { words: ownVersion(), isAsked: true };
  if (word === '--help' || word === '-h') return { words: usage, isAsked: true };
  return { words: `Unknown argument ${JSON.stringify(word)}.\n\n${usage}`, isAsked: false };
}
