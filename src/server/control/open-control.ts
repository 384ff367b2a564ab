import { backupCommand } from '../backup/backup-command.ts';
import { checkCommand } from '../check/check-command.ts';
import { importCommand } from '../import/import-command.ts';
import type { ServerDeps } from '../server-deps.ts';
import type { Services } from '../services.ts';
import { adminCommands } from './admin-commands.ts';
import { answerControl, type ControlCommand } from './answer-control.ts';
import { openControlSocket } from './control-socket.ts';
import { linkAddress } from './link-address.ts';

/** What whoever runs the server may ask it on its machine; `listening` is its address where it has no other. */
export function openControl(
  deps: ServerDeps,
  services: Services,
  listening: string,
): Promise<AsyncDisposable> {
  const { config, log } = deps;
  const { url, data: folder } = config;
  const address = linkAddress(url, listening);
  const commands = new Map<string, ControlCommand>([
    ...adminCommands({ ...services, address }),
    ['server/backup', backupCommand(deps)],
    ['server/check', checkCommand({ ...deps, ...services })],
    ['server/import', importCommand({ ...deps, ...services, address })],
  ]);
  return openControlSocket({ folder, answer: answerControl(commands, log), log });
}
