import { newCommand, type Run } from '../new-command.ts';
import { approveCommand, resumeCommand, suspendCommand } from './change.ts';
import { deleteAccountCommand } from './delete.ts';
import { inviteCommand } from './invite.ts';
import { listAccountsCommand } from './list.ts';

/** `accounts`: who may use the server, for administrators. */
export const accountsCommand = (run: Run) =>
  newCommand('accounts', { summary: 'List, invite, approve, suspend and delete accounts' })
    .addCommand(listAccountsCommand(run))
    .addCommand(inviteCommand(run))
    .addCommand(approveCommand(run))
    .addCommand(suspendCommand(run))
    .addCommand(resumeCommand(run))
    .addCommand(deleteAccountCommand(run));
