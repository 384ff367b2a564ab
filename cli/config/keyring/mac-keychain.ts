import type { Surroundings } from '../../output/surroundings.ts';
import { callProgram } from './call-program.ts';
import type { Keyring } from './keyring.ts';

const program = '/usr/bin/security';

/** The keychain of macOS, by `security`, which takes a secret from standard input as a command only (`-i`). */
export function macKeychain(surroundings: Pick<Surroundings, 'environment' | 'signal'>): Keyring {
  const call = (act: string, name: string, options: readonly string[] = []) => {
    const words = [act, '-s', 'fulmar', '-a', name, ...options];
    return callProgram(surroundings, { program, words });
  };
  const read = async (name: string) =>
    (await call('find-generic-password', name, ['-w']))?.replace(/\n$/, '') ?? null;
  return {
    read,
    async keep(name, token) {
      const line = `add-generic-password -U -s fulmar -a ${quoted(name)} -w ${quoted(token)}\n`;
      await callProgram(surroundings, { program, words: ['-i'], input: line });
      return (await read(name)) === token; // `-i` ends well whatever its commands do
    },
    async remove(name) {
      await call('delete-generic-password', name);
    },
  };
}

/** One word of a command, whatever is in it. */
const quoted = (word: string) => `'${word.replaceAll("'", `'"'"'`)}'`;
