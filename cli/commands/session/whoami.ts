import { dataOf } from '../../api/client.ts';
import { facts } from '../../output/table.ts';
import { list } from '../../output/words.ts';
import type { Context } from '../context.ts';
import { newCommand, type Run } from '../new-command.ts';

/** `whoami`: which account and token a server knows us by. */
export const whoamiCommand = (run: Run) => {
  const command = newCommand('whoami', { summary: 'Show who you are signed in as' });
  return command.action(() => run(command, whoami));
};

async function whoami({ api, server, out }: Context): Promise<void> {
  const { address } = await server();
  const token = await dataOf((await api()).GET('/api/v1/tokens/current'));
  out.result({ server: address, ...token }, () =>
    facts([
      ['Server', address],
      ['Account', token.account],
      ['Token', `${token.name} (${token.prefix}…)`],
      ['Scopes', list(token.scopes)],
      ['Hosts', list(token.hosts) ?? 'all'],
      ['Names', list(token.names) ?? 'all'],
      ['Expires', token.expiresAt ?? 'never'],
    ]),
  );
}
