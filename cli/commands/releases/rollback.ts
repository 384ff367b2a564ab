import type { Schema } from '../../api/schema.ts';
import { confirm } from '../../output/ask.ts';
import { CommandError } from '../../output/command-error.ts';
import { isInteractive } from '../../output/surroundings.ts';
import type { Context } from '../context.ts';
import { carryOut } from '../deploy/carry-out.ts';
import { newCommand, type Run } from '../new-command.ts';
import { wholeNumber } from '../option-values.ts';
import { findPlace, placeArgument } from '../unikernels/place.ts';
import { fetchReleases } from './list.ts';

/** `rollback`: deploys an earlier release of a unikernel again. */
export const rollbackCommand = (run: Run) => {
  const command = newCommand('rollback', {
    actsFor: true,
    summary: 'Start a unikernel as an earlier release was',
    description:
      'Without a number, the latest release with a kept image before the one last started; repeating the ' +
      'command goes further back. It is a deployment: the unikernel has to stay up and pass its current ' +
      'checks, or what ran before is started again (exit code 3). Ctrl-C cancels it. Volumes are not touched.',
    examples: [
      ['fulmar rollback hello', 'shows the previous release, and goes back to it'],
      ['fulmar rollback hello 7', 'goes back to a release of `fulmar releases hello`'],
    ],
  })
    .argument(...placeArgument)
    .argument('[release]', 'its number', wholeNumber(1))
    .option(
      '--settle <seconds>',
      'how long it has to stay up (default: as in the last deployment)',
      wholeNumber(0),
    )
    .option('--detach', 'do not wait for the end');
  return command.action((text, release, options) =>
    run(command, (context) => rollBack(context, text, { ...options, release })),
  );
};

interface RollbackOptions {
  readonly release: number | undefined;
  readonly settle?: number | undefined;
  readonly detach?: true | undefined;
}

async function rollBack(
  context: Context,
  text: string,
  { release: wanted, settle, detach }: RollbackOptions,
): Promise<void> {
  const { out, surroundings, yes, account: query } = context;
  const place = await findPlace(context, text);
  const api = await context.api();
  const release = wanted ?? previous(context, await fetchReleases(context, api, place));
  const shown = `${place.host}/${place.name}`;
  const question = `Start ${shown} as release ${release} was?`;
  if (isInteractive(surroundings)) await confirm(surroundings, question, yes);
  const source = { kind: 'release', release, withConfig: true } as const;
  const deployment = await carryOut(
    context,
    {
      ...{ place, query, image: null, signature: null },
      wanted: { source, keepChecks: true, ...(settle !== undefined && { settle }) },
    },
    detach === true,
  );
  out.event(deployment, () =>
    detach
      ? `Deployment ${deployment.id} of ${shown} has begun.`
      : `${shown} now runs release ${release}.`,
  );
}

/**
 * The latest release before the one last started that can be started. Notes which it is, and which were
 * skipped. Throws if there is none.
 */
function previous({ out }: Context, releases: readonly Schema['Release'][]): number {
  const current = releases.find((release) => release.current);
  const at = current?.rollbackTo ?? current?.number ?? Number.POSITIVE_INFINITY;
  const earlier = releases.filter(({ number }) => number < at);
  const found = earlier.find(({ imageKept }) => imageKept);
  const passed = found ? earlier.slice(0, earlier.indexOf(found)) : earlier;
  for (const { number } of passed) out.note(`Skipping release ${number}: its image is not kept.`);
  if (!found) throw new CommandError('No earlier release is kept: see `fulmar releases`.');
  const { number, createdAt, digest, name } = found;
  out.note(
    `Release ${number}${name === null ? '' : ` (${name})`} of ${createdAt}, image ${digest}.`,
  );
  return number;
}
