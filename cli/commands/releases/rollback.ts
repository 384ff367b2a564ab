import { Option } from '@commander-js/extra-typings';
import { type Api, dataOf } from '../../api/client.ts';
import type { Schema } from '../../api/schema.ts';
import { confirm } from '../../output/ask.ts';
import { isInteractive } from '../../output/cli-deps.ts';
import { CommandError } from '../../output/command-error.ts';
import type { Context } from '../context.ts';
import { carryOut } from '../deploy/carry-out.ts';
import { newCommand, type Run } from '../new-command.ts';
import { wholeNumber } from '../option-values.ts';
import { orGoesOn } from '../unikernels/goes-on.ts';
import { findPlace, type Place, paramsOf, placeArgument } from '../unikernels/place.ts';
import { fetchReleases } from './list.ts';

/** `rollback`: deploys an earlier release of a unikernel again, or only starts it. */
export const rollbackCommand = (run: Run) => {
  const command = newCommand('rollback', {
    actsFor: true,
    summary: 'Go back to an earlier release of a unikernel',
    description:
      'Without a number, the latest release with a kept image before the one last started; repeating the ' +
      'command goes further back. It is a deployment: the unikernel has to stay up, or what ran before is ' +
      'started again (exit code 3); Ctrl-C cancels it. A lock on deployments and maintenance of the host ' +
      'refuse it. With --now the release is started at once in spite of both, and is not watched. Either is ' +
      'refused, and never waits, while a deployment is in progress. Volumes are not touched.',
    examples: [
      ['fulmar rollback hello', 'shows the previous release, and goes back to it'],
      ['fulmar rollback hello 7', 'goes back to a release of `fulmar releases hello`'],
      ['fulmar rollback hello 7 --now', 'in an emergency: at once, and not watched'],
    ],
  })
    .argument(...placeArgument)
    .argument('[release]', 'its number', wholeNumber(1))
    .option('--settle <seconds>', 'how long it has to stay up (default: 10)', wholeNumber(0))
    .option('--keep-checks', 'require it to pass the unikernel’s current checks')
    .option('--force', 'send an image for another target or ABI, too')
    .option('--detach', 'do not wait for the end')
    .addOption(
      new Option(
        '--now',
        'start it at once, even if locked or under maintenance, and do not watch it',
      ).conflicts(['settle', 'keepChecks', 'force', 'detach']),
    );
  return command.action((text, release, options) =>
    run(command, (context) => rollBack(context, text, { ...options, release })),
  );
};

interface RollbackOptions {
  readonly release: number | undefined;
  readonly settle?: number | undefined;
  readonly keepChecks?: true | undefined;
  readonly force?: true | undefined;
  readonly detach?: true | undefined;
  readonly now?: true | undefined;
}

async function rollBack(context: Context, text: string, options: RollbackOptions): Promise<void> {
  const { deps, yes } = context;
  const place = await findPlace(context, text);
  const api = await context.api();
  const release =
    options.release ?? previous(context, await fetchReleases(context, api, place), text);
  const shown = `${place.host}/${place.name}`;
  const question = `Start ${shown} as release ${release} was?`;
  if (isInteractive(deps)) await confirm(deps, question, yes);
  if (options.now) await startNow(context, api, place, release);
  else await deployAgain(context, place, { ...options, release });
}

/** Starts it at once: locks, maintenance and what the image is built for do not matter, and nobody watches it. */
async function startNow(context: Context, api: Api, place: Place, release: number): Promise<void> {
  const path = '/api/v1/hosts/{host}/unikernels/{name}/rollback';
  const asked = { ...paramsOf(context, place), body: { release } };
  const unikernel = await orGoesOn(context, place, () => dataOf(api.POST(path, asked)));
  context.out.event(unikernel, () => `${place.host}/${place.name} now runs release ${release}.`);
}

/** The current checks are the newer release’s: an older one may lack what they ask for, so they count only if wanted. */
async function deployAgain(
  context: Context,
  place: Place,
  options: RollbackOptions & { readonly release: number },
): Promise<void> {
  const { release, settle, keepChecks, force, detach = false } = options;
  const wanted = {
    source: { kind: 'release', release, withConfig: true } as const,
    ...(settle !== undefined && { settle }),
    ...(keepChecks && { keepChecks }),
    ...(force && { force }),
  };
  const query = { ...context.account, ifBusy: 'fail' } as const;
  const request = { place, query, wanted, image: null, signature: null };
  const deployment = await carryOut(context, request, detach);
  const shown = `${place.host}/${place.name}`;
  context.out.event(deployment, () =>
    detach
      ? `Deployment ${deployment.id} of ${shown} has begun.`
      : `${shown} now runs release ${release}.`,
  );
}

/**
 * The latest release before the one last started that can be started. Notes which it is, and which were
 * skipped. Throws if there is none.
 */
function previous(
  { out }: Context,
  releases: readonly Schema['Release'][],
  unikernel: string,
): number {
  const current = releases.find((release) => release.current);
  const at = current?.rollbackTo ?? current?.number ?? Number.POSITIVE_INFINITY;
  const earlier = releases.filter(({ number }) => number < at);
  const found = earlier.find(({ imageKept }) => imageKept);
  const passed = found ? earlier.slice(0, earlier.indexOf(found)) : earlier;
  for (const { number } of passed) out.note(`Skipping release ${number}: its image is not kept.`);
  if (!found) {
    const newer = releases.find((each) => each.number > at && each.imageKept && !each.current);
    const forward = newer
      ? ` To go on to release ${newer.number}: \`fulmar rollback ${unikernel} ${newer.number}\`.`
      : '';
    throw new CommandError(`No earlier release is kept: see \`fulmar releases\`.${forward}`);
  }
  const { number, createdAt, digest, name } = found;
  out.note(
    `Release ${number}${name === null ? '' : ` (${name})`} of ${createdAt}, image ${digest}.`,
  );
  return number;
}
