import { ApiProblem } from '../../api/problem.ts';
import { confirm } from '../../output/ask.ts';
import { CommandError } from '../../output/command-error.ts';
import type { Context } from '../context.ts';
import { newCommand, type Run } from '../new-command.ts';
import { orGoesOn } from './goes-on.ts';
import { findPlace, placeArgument } from './place.ts';

/** `destroy`: ends a unikernel and forgets it with its releases. */
export const destroyCommand = (run: Run) => {
  const command = newCommand('destroy', {
    actsFor: true,
    summary: 'End a unikernel, and forget it with its releases',
    description: 'Its volumes stay. Asks first in a terminal; a script needs --yes.',
    examples: [['fulmar rm --yes one/hello', 'without a question']],
  })
    .alias('rm')
    .argument(...placeArgument)
    .option('--forget', 'forget one that does not run');
  return command.action((text, { forget = false }) =>
    run(command, (context) => destroy(context, text, forget)),
  );
};

async function destroy(context: Context, text: string, forget: boolean): Promise<void> {
  const { account, out, deps, yes } = context;
  const place = await findPlace(context, text);
  const shown = `${place.host}/${place.name}`;
  await confirm(deps, `Destroy ${shown} and its releases?`, yes);
  const api = await context.api();
  const query = { ...account, ...(forget && { forget: 'true' as const }) };
  const params = { path: { ...place }, query };
  const path = '/api/v1/hosts/{host}/unikernels/{name}';
  await orGoesOn(context, place, () => api.DELETE(path, { params })).catch((error: unknown) => {
    if (!(error instanceof ApiProblem) || error.code !== 'unikernel-not-running') throw error;
    throw new CommandError(
      `${shown} is not running. Use \`--forget\` to forget it with its releases.`,
    );
  });
  out.result({ destroyed: place }, () => `Destroyed ${shown}.`);
}
