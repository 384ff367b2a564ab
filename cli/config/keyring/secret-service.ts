import type { CliDeps } from '../../output/cli-deps.ts';
import { callProgram } from './call-program.ts';
import type { Keyring } from './keyring.ts';

const program = 'secret-tool';

/** The Secret Service of a Linux desktop, by `secret-tool` of libsecret. */
export function secretService(deps: Pick<CliDeps, 'environment' | 'signal'>): Keyring {
  const call = (act: string, name: string, options: readonly string[] = [], input = '') => {
    const words = [act, ...options, 'service', 'fulmar', 'context', name];
    return callProgram(deps, { program, words, input });
  };
  const read = (name: string) => call('lookup', name);
  return {
    read,
    async keep(name, token) {
      const kept = await call('store', name, ['--label', `Fulmar: ${name}`], token);
      return kept !== null && (await read(name)) === token;
    },
    async remove(name) {
      await call('clear', name);
    },
  };
}
