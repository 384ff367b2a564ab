import { dataOf } from '../../api/client.ts';
import { deploymentSchema } from '../../api/deployment.ts';
import { confirm } from '../../output/ask.ts';
import { isInteractive } from '../../output/cli-deps.ts';
import type { Context } from '../context.ts';
import { expectSuccess, follow } from '../deploy/carry-out.ts';
import { newCommand, type Run } from '../new-command.ts';
import { wholeNumber } from '../option-values.ts';
import { findPlace, paramsOf, placeArgument } from './place.ts';

/** `move`: has a unikernel run on another host. */
export const moveCommand = (run: Run) => {
  const command = newCommand('move', {
    actsFor: true,
    summary: 'Have a unikernel run on another host',
    description:
      'Its current release is deployed there as it is, with its checks; once it runs there, it is ended where it ' +
      'was, and its releases and settings go along. One with volumes is not moved.',
    examples: [['fulmar move one/hello --to two', 'runs on two, and not on one any more']],
  })
    .argument(...placeArgument)
    .requiredOption('--to <host>', 'the host that it is to run on')
    .option('--settle <seconds>', 'how long it has to stay up there', wholeNumber(0));
  return command.action((text, options) => run(command, (context) => move(context, text, options)));
};

interface MoveOptions {
  readonly to: string;
  readonly settle?: number | undefined;
}

async function move(context: Context, text: string, { to, settle }: MoveOptions): Promise<void> {
  const { out, deps, yes } = context;
  const place = await findPlace(context, text);
  const shown = `${place.host}/${place.name}`;
  if (isInteractive(deps)) await confirm(deps, `Move ${shown} to ${to}?`, yes);
  const api = await context.api();
  const begun = await dataOf<unknown>(
    api.POST('/api/v1/hosts/{host}/unikernels/{name}/move', {
      ...paramsOf(context, place),
      headers: { Prefer: 'wait=0' },
      body: { host: to, ...(settle !== undefined && { settle }) },
    }),
  );
  const moved = expectSuccess(await follow(context, api, deploymentSchema.parse(begun)));
  if (moved.error) out.note(moved.error);
  out.event(moved, () => `Moved ${shown} to ${to}.`);
}
