import { newCommand, type Run } from '../new-command.ts';
import { backupCommand } from './backup.ts';
import { checkCommand } from './check.ts';
import { importCommand } from './import.ts';
import { restoreCommand } from './restore.ts';

/** `server`: what whoever runs the server does with it, on its machine. */
export const serverCommand = (run: Run) =>
  newCommand('server', { summary: 'Check, back up, restore and fill the server of this machine' })
    .addCommand(checkCommand(run))
    .addCommand(backupCommand(run))
    .addCommand(restoreCommand(run))
    .addCommand(importCommand(run));
