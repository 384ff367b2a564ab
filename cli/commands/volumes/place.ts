import { didYouMean } from '../../../src/base/did-you-mean.ts';
import { dataOf } from '../../api/client.ts';
import { CommandError } from '../../output/command-error.ts';
import type { Context } from '../context.ts';
import { type Place, readPlace } from '../unikernels/place.ts';

/** How a volume is named on the command line. */
export const volumeArgument = ['<volume>', 'its name, or HOST/NAME'] as const;

/** The volume that is meant; without a host, the only one of that name. Throws `CommandError`. */
export async function findVolume({ api, account }: Context, text: string): Promise<Place> {
  const { host, name } = readPlace(text);
  if (host !== null) return { host, name };
  const { data, errors } = await dataOf(
    (await api()).GET('/api/v1/volumes', { params: { query: account } }),
  );
  const [first, ...others] = data.filter((volume) => volume.name === name);
  const [away] = errors;
  if (!first && away) throw new CommandError(`${away.host}: ${away.detail} Write HOST/${name}.`);
  if (!first) {
    const near = didYouMean(
      name,
      data.map((volume) => volume.name),
    );
    throw new CommandError(`There is no volume ${name}: see \`fulmar volumes list\`.${near}`);
  }
  if (others.length === 0) return { host: first.host, name };
  throw new CommandError(`There are several volumes ${name}: write HOST/${name}.`);
}
