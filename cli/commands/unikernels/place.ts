import { didYouMean } from '../../../src/base/did-you-mean.ts';
import { type Api, dataOf } from '../../api/client.ts';
import { label } from '../../files/project-schema.ts';
import { CommandError } from '../../output/command-error.ts';
import type { Context } from '../context.ts';

/** Where a unikernel is. */
export interface Place {
  readonly host: string;
  readonly name: string;
}

/** How a unikernel is named on the command line. */
export const placeArgument = ['<unikernel>', 'its name, or HOST/NAME'] as const;

/** The path and query of a request about a unikernel. */
export const paramsOf = ({ account }: Context, { host, name }: Place) => ({
  params: { path: { host, name }, query: account },
});

/** What `HOST/NAME` or `NAME` says by itself. */
export function readPlace(text: string): { readonly host: string | null; readonly name: string } {
  const [first = '', second, ...rest] = text.split('/');
  if (rest.length > 0 || first === '' || second === '') {
    throw new CommandError(`${JSON.stringify(text)} is not a valid name: write NAME or HOST/NAME.`);
  }
  for (const name of [first, ...(second === undefined ? [] : [second])]) expectName(name);
  return second === undefined ? { host: null, name: first } : { host: first, name: second };
}

/** Throws if no host, unikernel or volume can have this name; upper case is allowed, since servers fold it. */
function expectName(name: string): void {
  if (label.safeParse(name.toLowerCase()).success) return;
  throw new CommandError(
    `${JSON.stringify(name)} is not a valid name: it has to be 1 to 63 of a-z, 0-9, - and ., not beginning with -.`,
  );
}

/** The unikernel that is meant; without a host, the only one of that name. Throws `CommandError`. */
export async function findPlace(context: Context, text: string): Promise<Place> {
  const { host, name } = readPlace(text);
  if (host !== null) return { host, name };
  const api = await context.api();
  const found = await findByName(context, api, name);
  if (found !== null) return found;
  const params = { query: context.account };
  const { data } = await dataOf(api.GET('/api/v1/unikernels', { params }));
  const near = didYouMean(
    name,
    data.map((each) => each.name),
  );
  throw new CommandError(
    `There is no unikernel ${name}: \`fulmar list\` shows those that are.${near}`,
  );
}

/** The only unikernel of that name; null where there is none. Throws where there are several. */
export async function findByName(
  { account }: Context,
  api: Api,
  name: string,
): Promise<Place | null> {
  const { data, errors } = await dataOf(
    api.GET('/api/v1/unikernels', { params: { query: { ...account, name } } }),
  );
  const [first, ...others] = data;
  if (others.length > 0) {
    const places = data.map(({ host }) => `${host}/${name}`).join(' or ');
    throw new CommandError(`There are several unikernels ${name}: write ${places}.`);
  }
  const [away] = errors;
  if (!first && away) throw new CommandError(`${away.host}: ${away.detail} Write HOST/${name}.`);
  return first ? { host: first.host, name } : null;
}
