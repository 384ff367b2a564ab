import { dataOf } from '../../api/client.ts';
import type { Schema } from '../../api/schema.ts';
import { confirm } from '../../output/ask.ts';
import { CommandError } from '../../output/command-error.ts';
import { isInteractive } from '../../output/surroundings.ts';
import type { Context } from '../context.ts';
import { newCommand, type Run } from '../new-command.ts';
import { wholeNumber } from '../option-values.ts';
import { findPlace, paramsOf, placeArgument } from '../unikernels/place.ts';
import { fetchReleases } from './list.ts';

/** `rollback`: starts a unikernel as an earlier release was. */
export const rollbackCommand = (run: Run) => {
  const command = newCommand('rollback', {
    summary: 'Start a unikernel as an earlier release was',
    description:
      'Without a number the latest release before what was last started; repeating it goes ' +
      'further back. Volumes are not touched.',
    examples: [
      ['fulmar rollback hello', 'shows the previous release, and goes back to it'],
      ['fulmar rollback hello 7', 'goes back to a release of `fulmar releases hello`'],
    ],
  })
    .argument(...placeArgument)
    .argument('[release]', 'its number', wholeNumber(1));
  return command.action((text, release) =>
    run(command, (context) => rollBack(context, text, release ?? null)),
  );
};

async function rollBack(context: Context, text: string, wanted: number | null): Promise<void> {
  const { out, surroundings, yes } = context;
  const place = await findPlace(context, text);
  const api = await context.api();
  const release = wanted ?? previous(context, await fetchReleases(context, api, place));
  const shown = `${place.host}/${place.name}`;
  const question = `Start ${shown} as release ${release} was?`;
  if (isInteractive(surroundings)) await confirm(surroundings, question, yes);
  const path = '/api/v1/hosts/{host}/unikernels/{name}/rollback';
  const { params } = paramsOf(context, place);
  const unikernel = await dataOf(api.POST(path, { params, body: { release } }));
  out.result(unikernel, () => `${shown} is ${unikernel.state}, as release ${release} was.`);
}

/** The latest release before what was last started, which is told. Throws where there is none. */
function previous({ out }: Context, releases: readonly Schema['Release'][]): number {
  const current = releases.find((release) => release.current);
  const at = current?.rollbackTo ?? current?.number ?? Number.POSITIVE_INFINITY;
  const found = releases.find(({ number }) => number < at);
  if (!found) throw new CommandError('No earlier release is kept: see `fulmar releases`.');
  const { number, createdAt, digest, name } = found;
  out.note(
    `Release ${number}${name === null ? '' : ` (${name})`} of ${createdAt}, image ${digest}.`,
  );
  return number;
}
