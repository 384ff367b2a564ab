import type { CliDeps } from '../../output/cli-deps.ts';
import { callProgram } from './call-program.ts';
import type { Keyring } from './keyring.ts';

const program = '/usr/bin/security';

/** The keychain of macOS, by `security`, which takes a secret from standard input as a command only (`-i`). */
export function macKeychain(deps: Pick<CliDeps, 'environment' | 'signal'>): Keyring {
  const call = (act: string, name: string, options: readonly string[] = []) => {
    const words = [act, '-s', 'fulmar', '-a', name, ...options];
    return callProgram(deps, { program, words });
  };
  const read = async (name: string) =>
    (await call('find-generic-password', name, ['-w']))?.replace(/\n$/, '') ?? null;
  return {
    read,
    async keep(name, token) {
      const line = `add-generic-password -U -s fulmar -a ${quoted(name)} -w ${quoted(token)}\n`;
      await callProgram(deps, { program, words: ['-i'], input: line });
      return (await read(name)) === token; // `-i` ends well whatever its commands do
    },
    async remove(name) {
      await call('delete-generic-password', name);
    },
  };
}

/** One word of a command, whatever is in it. */
const quoted = (word: string) => `'${word.replaceAll("'", `'"'"'`)}'`;
