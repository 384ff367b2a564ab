import { dataOf } from '../../api/client.ts';
import { confirm } from '../../output/ask.ts';
import type { Context } from '../context.ts';
import { newCommand, type Run } from '../new-command.ts';
import { keptOf } from './kept.ts';

/** `hosts rename`: calls a host otherwise; what is kept of it goes along. */
export const renameCommand = (run: Run) => {
  const command = newCommand('rename', {
    summary: 'Give a host another name',
    description:
      'All that is kept of it goes along. Whatever names it elsewhere, as fulmar.yaml or a pipeline, has to ' +
      'be changed by hand. Asks; a script says --yes.',
    examples: [['fulmar hosts rename one berlin-1', 'one is berlin-1 from now on']],
  })
    .argument('<host>', 'its name')
    .argument('<name>', 'its new name');
  return command.action((host, name) => run(command, (context) => rename(context, host, name)));
};

async function rename(context: Context, host: string, name: string): Promise<void> {
  const { out, deps, yes } = context;
  out.note(`Along with ${host} go: ${await keptOf(context, host)}.`);
  await confirm(deps, `Rename the host ${host} to ${name}?`, yes);
  const api = await context.api();
  const params = { path: { host } };
  const renamed = await dataOf(api.PATCH('/api/v1/hosts/{host}', { params, body: { name } }));
  out.result(renamed, () => `${host} is ${renamed.name} now.`);
}
