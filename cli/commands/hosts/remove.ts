import { confirm } from '../../output/ask.ts';
import type { Context } from '../context.ts';
import { newCommand, type Run } from '../new-command.ts';
import { keptOf } from './kept.ts';

/** `hosts remove`: forgets a host, after it was said what ends with it. */
export const removeCommand = (run: Run) => {
  const command = newCommand('remove', {
    summary: 'Forget a host with all that is kept of it',
    description: 'What runs there stays. Says what ends with it, and asks; a script says --yes.',
  })
    .alias('rm')
    .argument('<host>', 'its name');
  return command.action((name) => run(command, (context) => remove(context, name)));
};

async function remove(context: Context, host: string): Promise<void> {
  const { out, deps, yes } = context;
  out.note(`What ends with ${host}: ${await keptOf(context, host)}.`);
  await confirm(deps, `Forget the host ${host}?`, yes);
  const api = await context.api();
  await api.DELETE('/api/v1/hosts/{host}', { params: { path: { host } } });
  out.result({ removed: host }, () => `Forgot ${host}. What runs there stays.`);
}
