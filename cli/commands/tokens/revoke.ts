import type { Api } from '../../api/client.ts';
import { confirm } from '../../output/ask.ts';
import { CommandError } from '../../output/command-error.ts';
import type { Context } from '../context.ts';
import { newCommand, type Run } from '../new-command.ts';
import { fetchTokens } from './fetch-tokens.ts';

/** `tokens revoke`. */
export const revokeTokenCommand = (run: Run) => {
  const command = newCommand('revoke', {
    actsFor: true,
    summary: 'Revoke a token',
    description: 'Asks first in a terminal; a script needs --yes.',
  }).argument('<token>', 'its name, its first characters, or its id');
  return command.action((text) => run(command, (context) => revoke(context, text)));
};

async function revoke(context: Context, text: string): Promise<void> {
  const { out, deps, yes, account: acting } = context;
  const api = await context.api();
  const data = await fetchTokens(context, api);
  const [found, ...others] = data.filter(
    ({ id, name, prefix }) => text === id || text === name || text.replace(/…$/, '') === prefix,
  );
  if (!found) throw new CommandError('There is no such token: see `fulmar tokens list`.');
  if (others.length > 0) {
    const prefixes = [found, ...others].map(({ prefix }) => prefix).join(' or ');
    throw new CommandError(
      `There are several tokens called ${text}: give the first characters, ${prefixes}.`,
    );
  }
  const { id, name, prefix } = found;
  const account = found.account ?? acting.account;
  const whose = account === undefined ? '' : ` of ${account}`;
  await confirm(deps, `Revoke the token ${name} (${prefix}…)${whose}?`, yes);
  if (account === undefined) await api.DELETE('/api/v1/tokens/{id}', { params: { path: { id } } });
  else await revokeOf(api, account, id);
  out.result({ revoked: id }, () => `Revoked ${name} (${prefix}…)${whose}.`);
}

async function revokeOf(api: Api, account: string, token: string): Promise<void> {
  const params = { path: { account, token } };
  await api.DELETE('/api/v1/accounts/{account}/tokens/{token}', { params });
}
