import { type Api, dataOf } from '../../api/client.ts';
import type { Schema } from '../../api/schema.ts';
import { table } from '../../output/table.ts';
import { ago } from '../../output/words.ts';
import type { Context } from '../context.ts';
import { newCommand, type Run } from '../new-command.ts';
import { findPlace, type Place, paramsOf, placeArgument } from '../unikernels/place.ts';

/** `releases`: what a unikernel was started with, the newest first. */
export const releasesCommand = (run: Run) => {
  const command = newCommand('releases', {
    actsFor: true,
    summary: 'List what a unikernel was started with, the newest first',
  }).argument(...placeArgument);
  return command.action((text) => run(command, (context) => list(context, text)));
};

/** The releases of a unikernel, the newest first. */
export async function fetchReleases(context: Context, api: Api, place: Place) {
  const path = '/api/v1/hosts/{host}/unikernels/{name}/releases';
  const { data } = await dataOf(api.GET(path, paramsOf(context, place)));
  return data;
}

async function list(context: Context, text: string): Promise<void> {
  const place = await findPlace(context, text);
  const releases = await fetchReleases(context, await context.api(), place);
  context.out.result(releases, () => rowsOf(releases, context.deps.now()));
}

function rowsOf(releases: readonly Schema['Release'][], now: number): string {
  return table(releases, [
    { title: 'RELEASE', cell: ({ number, current }) => `${number}${current ? ' (current)' : ''}` },
    { title: 'AGE', cell: ({ createdAt }) => ago(createdAt, now) },
    {
      title: 'BY',
      cell: ({ by }) => (by.token === null ? by.account : `${by.account}/${by.token}`),
    },
    {
      title: 'IMAGE',
      cell: ({ digest, imageKept }) => `${digest.slice(0, 12)}${imageKept ? '' : ' (gone)'}`,
    },
    { title: 'NAME', cell: ({ name }) => name },
    { title: 'CHANGES', cell: changesOf },
  ]);
}

const changesOf = ({ rollbackTo, changes }: Schema['Release']) =>
  rollbackTo === null ? changes.join(', ') : `back to ${rollbackTo}`;
