import { confirm } from '../../output/ask.ts';
import type { Context } from '../context.ts';
import { newCommand, type Run } from '../new-command.ts';

interface RemoveOptions {
  readonly host: string;
  readonly destroy?: boolean | undefined;
}

/** `policies remove`: an account may use nothing of a host any more. */
export const removePolicyCommand = (run: Run) => {
  const command = newCommand('remove', {
    summary: 'Take the policy of an account on a host away',
    description:
      'It is refused while anything of the account is left there, unless --destroy is given. Asks; a ' +
      'script says --yes.',
    examples: [['fulmar policies remove bob --host one', 'bob may use nothing of one any more']],
  })
    .alias('rm')
    .argument('<account>', 'its name')
    .requiredOption('--host <host>', 'where it holds')
    .option('--destroy', 'first destroy all unikernels and volumes that it has there');
  return command.action((account, options) =>
    run(command, (context) => remove(context, account, options)),
  );
};

async function remove(
  { api, out, deps, yes }: Context,
  account: string,
  { host, destroy = false }: RemoveOptions,
): Promise<void> {
  const also = destroy ? `, and all that ${account} has there` : '';
  await confirm(deps, `Remove the policy of ${account} on ${host}${also}?`, yes);
  const params = { path: { account, host }, query: destroy ? { destroy: 'true' as const } : {} };
  await (await api()).DELETE('/api/v1/accounts/{account}/policies/{host}', { params });
  out.result({ removed: account, host }, () => `${account} has no policy on ${host} any more.`);
}
