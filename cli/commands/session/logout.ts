import { readContexts, writeContexts } from '../../config/contexts.ts';
import { findKeyring } from '../../config/keyring/keyring.ts';
import { contextsFile } from '../../config/paths.ts';
import { CommandError } from '../../output/command-error.ts';
import type { Context } from '../context.ts';
import { newCommand, type Run } from '../new-command.ts';

/** `logout`: forgets a context with its token. */
export const logoutCommand = (run: Run) => {
  const command = newCommand('logout', {
    summary: 'Forget a server and its token',
    description: 'The token itself goes on being valid: revoke it with `fulmar tokens revoke`.',
  }).argument('[context]', 'which one (default: the current one)');
  return command.action((name) => run(command, (context) => logout(context, name)));
};

async function logout({ deps, named, out }: Context, given?: string): Promise<void> {
  const file = contextsFile(deps);
  const { current, contexts } = await readContexts(file);
  const name = given ?? named ?? current;
  if (name === null || !contexts[name]) {
    throw new CommandError(
      name === null ? 'You are not signed in.' : `There is no context ${name}.`,
    );
  }
  const { [name]: forgotten, ...rest } = contexts;
  if (forgotten?.token === null) await findKeyring(deps)?.remove(name);
  const next = name === current ? (Object.keys(rest)[0] ?? null) : current;
  await writeContexts(file, { current: next, contexts: rest });
  out.result({ forgotten: name, current: next }, () => `Forgot ${name} (${forgotten?.server}).`);
}
