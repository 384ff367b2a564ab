import { Command, type CommandUnknownOpts } from '@commander-js/extra-typings';
import { accountsCommand } from './commands/accounts/accounts.ts';
import { adminCommand } from './commands/admin/admin.ts';
import { applyCommand } from './commands/apply/apply.ts';
import { diffCommand } from './commands/apply/diff.ts';
import { cancelCommand } from './commands/deploy/cancel.ts';
import { deployCommand } from './commands/deploy/deploy.ts';
import { eventsCommand } from './commands/events/events.ts';
import { completionCommand } from './commands/help/completion.ts';
import { manCommand } from './commands/help/man.ts';
import { schemaCommand } from './commands/help/schema.ts';
import { addSignposts } from './commands/help/signposts.ts';
import { hostsCommand } from './commands/hosts/hosts.ts';
import { imageCommand } from './commands/images/inspect.ts';
import { initCommand } from './commands/init/init.ts';
import { type CommandMaker, pathOf, type Run } from './commands/new-command.ts';
import { policiesCommand } from './commands/policies/policies.ts';
import { releasesCommand } from './commands/releases/list.ts';
import { rollbackCommand } from './commands/releases/rollback.ts';
import { serverCommand } from './commands/server/server.ts';
import { contextsCommand } from './commands/session/contexts.ts';
import { loginCommand } from './commands/session/login.ts';
import { logoutCommand } from './commands/session/logout.ts';
import { whoamiCommand } from './commands/session/whoami.ts';
import { tokensCommand } from './commands/tokens/tokens.ts';
import { destroyCommand } from './commands/unikernels/destroy.ts';
import { restartCommand, startCommand, stopCommand } from './commands/unikernels/life-cycle.ts';
import { listCommand } from './commands/unikernels/list.ts';
import { logsCommand } from './commands/unikernels/logs.ts';
import { moveCommand } from './commands/unikernels/move.ts';
import { showCommand } from './commands/unikernels/show.ts';
import { statsCommand } from './commands/unikernels/stats.ts';
import { updatesCommand } from './commands/unikernels/updates.ts';
import { volumesCommand } from './commands/volumes/volumes.ts';
import { version } from './version.ts';

/** Every command, in groups, in the order that the help has. */
const groups: Readonly<Record<string, readonly CommandMaker[]>> = {
  'Unikernels:': [
    ...[deployCommand, cancelCommand, listCommand, showCommand, logsCommand, statsCommand],
    ...[restartCommand, stopCommand, startCommand, destroyCommand],
    ...[releasesCommand, rollbackCommand, moveCommand, updatesCommand, eventsCommand],
  ],
  'By a file:': [initCommand, diffCommand, applyCommand, schemaCommand],
  'Volumes and images:': [volumesCommand, imageCommand],
  'Hosts, accounts and tokens:': [
    ...[hostsCommand, policiesCommand, accountsCommand, tokensCommand],
  ],
  'Signing in:': [loginCommand, whoamiCommand, contextsCommand, logoutCommand],
  'On the machine of the server:': [adminCommand, serverCommand],
  'Help:': [completionCommand, manCommand],
};

/** Where the help goes, and what is wrong with a call. */
export interface ProgramOutput {
  readonly writeOut: (text: string) => void;
  readonly writeErr: (text: string) => void;
}

/** The whole command, `fulmar`. It ends with a `CommanderError` where help is shown or a call is wrong. */
export function createProgram(run: Run, output: ProgramOutput): CommandUnknownOpts {
  const program = new Command('fulmar')
    .description('Deploys MirageOS unikernels through a Fulmar server.')
    .option('-s, --server <server>', 'an address, or a context (FULMAR_SERVER)')
    .option('--account <name>', 'act for this account, as an administrator')
    .option('--json', 'print results as JSON')
    .option('-y, --yes', 'confirm everything')
    .version(version, '-V, --version', 'print the version')
    .configureHelp({ showGlobalOptions: true })
    .helpCommand(false)
    .configureOutput(output)
    .exitOverride()
    .addHelpText('after', exitCodesHelp);
  for (const [heading, makers] of Object.entries(groups)) {
    for (const make of makers) program.addCommand(make(run).helpGroup(heading));
  }
  program.showHelpAfterError('See `fulmar --help`.');
  addSignposts(program);
  passOn(program);
  program.addHelpCommand(helpCommand());
  return program;
}

function helpCommand(): Command {
  const command = new Command('help').description('Show the help of a command').helpOption(false);
  command.argument('[command]');
  return command.helpGroup('Help:');
}

const exitCodesHelp = `
Exit codes: 0 done, 1 failed, 2 cancelled, 3 rolled back, 4 sign in first.`;

/** Has all commands below treat help and errors alike. */
function passOn(parent: CommandUnknownOpts): void {
  for (const command of parent.commands) {
    command.copyInheritedSettings(parent);
    command.showHelpAfterError(`See \`${pathOf(command).join(' ')} --help\`.`);
    passOn(command);
  }
}
