import { newCommand, type Run } from '../new-command.ts';
import { addHostCommand } from './add.ts';
import { checkHostsCommand } from './check.ts';
import { listHostsCommand } from './list.ts';
import { maintenanceCommand } from './maintenance.ts';
import { removeCommand } from './remove.ts';
import { renameCommand } from './rename.ts';
import { showHostCommand } from './show.ts';
import { sshKeyCommand } from './ssh-key.ts';

/** `hosts`: where unikernels run. */
export const hostsCommand = (run: Run) =>
  newCommand('hosts', { summary: 'List, show, add, check, rename and remove hosts' })
    .alias('host')
    .addCommand(listHostsCommand(run))
    .addCommand(showHostCommand(run))
    .addCommand(addHostCommand(run))
    .addCommand(sshKeyCommand(run))
    .addCommand(checkHostsCommand(run))
    .addCommand(maintenanceCommand(run))
    .addCommand(renameCommand(run))
    .addCommand(removeCommand(run));
