import { newCommand, type Run } from '../new-command.ts';
import { createTokenCommand } from './create.ts';
import { listTokensCommand } from './list.ts';
import { revokeTokenCommand } from './revoke.ts';

/** `tokens`: the account's own. */
export const tokensCommand = (run: Run) =>
  newCommand('tokens', { summary: 'List, create and revoke tokens' })
    .alias('token')
    .addCommand(listTokensCommand(run))
    .addCommand(createTokenCommand(run))
    .addCommand(revokeTokenCommand(run));
