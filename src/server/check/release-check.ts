import * as z from 'zod';
import { OutgoingError } from '../../outgoing/errors.ts';
import type { Send } from '../../outgoing/send.ts';
import type { Config } from '../configuration.ts';
import { ownVersion } from '../own-version.ts';
import { type Check, Wrong } from './finding.ts';

const release = z.union([
  z.object({ version: z.string() }).transform(({ version }) => version),
  z.object({ tag_name: z.string() }).transform(({ tag_name }) => tag_name),
]);

/** Asks for the newest release, where somebody has said whom. */
export function releaseCheck({ releaseUrl }: Config, send: Send): Check {
  return [
    'release',
    async (signal) => {
      if (!releaseUrl) return null;
      const { status, body } = await send({ method: 'GET', url: releaseUrl, signal }).catch(
        explain,
      );
      const read = status === 200 ? release.safeParse(parseJson(body.toString())) : null;
      if (!read?.success) {
        const detail = `${releaseUrl.host} does not say which release is the newest (${status}).`;
        throw new Wrong(detail, 'Look at FULMAR_RELEASE_URL.');
      }
      const newest = read.data.replace(/^v/, '');
      const own = ownVersion();
      if (!isNewer(newest, own)) return `${own} is the newest`;
      throw new Wrong(`${newest} is out, and this is ${own}.`, 'See docs/upgrading.md.');
    },
  ];
}

/**
 * Whether a release, as `1.10.0`, came after another one. `1.10.0-rc.1` came before it, and what is built of a later
 * commit, `1.10.0+git…`, counts as the release itself. What is no version is never newer, nor anything than it.
 */
export function isNewer(one: string, other: string): boolean {
  const [first, second] = [partsOf(one), partsOf(other)];
  if (!first || !second) return false;
  const order = compare(first.numbers, second.numbers);
  if (order !== 0 || first.suffix === second.suffix) return order > 0;
  if (first.suffix === '' || second.suffix === '') return first.suffix === '';
  return compare(first.suffix, second.suffix) > 0;
}

const compare = (one: string, other: string) => one.localeCompare(other, 'en', { numeric: true });

function partsOf(version: string): { readonly numbers: string; readonly suffix: string } | null {
  const found = /^(\d+(?:\.\d+)*)(?:-([^+]*))?(?:\+.*)?$/.exec(version);
  return found && { numbers: found[1] ?? '', suffix: found[2] ?? '' };
}

function explain(cause: unknown): never {
  if (!(cause instanceof OutgoingError)) throw cause;
  throw new Wrong(`${cause.message}.`, 'Look at FULMAR_RELEASE_URL, and at the way there.', {
    cause,
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
