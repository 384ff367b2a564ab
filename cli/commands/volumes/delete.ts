import { confirm } from '../../output/ask.ts';
import type { Context } from '../context.ts';
import { newCommand, type Run } from '../new-command.ts';
import { findVolume, volumeArgument } from './place.ts';

/** `volumes delete`. */
export const deleteVolumeCommand = (run: Run) => {
  const command = newCommand('delete', {
    actsFor: true,
    summary: 'Delete a volume with its content',
    description: 'Asks first in a terminal; a script needs --yes.',
  })
    .alias('rm')
    .argument(...volumeArgument);
  return command.action((text) => run(command, (context) => remove(context, text)));
};

async function remove(context: Context, text: string): Promise<void> {
  const { account: query, out, deps, yes } = context;
  const place = await findVolume(context, text);
  const shown = `${place.host}/${place.name}`;
  await confirm(deps, `Delete the volume ${shown} with its content?`, yes);
  const params = { path: { ...place }, query };
  await (await context.api()).DELETE('/api/v1/hosts/{host}/volumes/{name}', { params });
  out.result({ deleted: place }, () => `Deleted ${shown}.`);
}
