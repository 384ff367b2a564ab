import { Option } from '@commander-js/extra-typings';
import { findKeyring } from '../../config/keyring/keyring.ts';
import type { CliDeps } from '../../output/cli-deps.ts';
import { CommandError } from '../../output/command-error.ts';

const places = ['keyring', 'file'] as const;

/** Where a token is kept. */
export type TokenPlace = (typeof places)[number];

/** `--keep-in`. */
export const keepInOption = () =>
  new Option(
    '--keep-in <place>',
    'keep the token there (default: FULMAR_KEEP_IN, else in the keyring where there is one)',
  ).choices(places);

/** The place that a setting names, if it is one. Throws `CommandError` for another word. */
export function placeOf(setting: string | undefined): TokenPlace | undefined {
  const place = places.find((each) => each === setting);
  if (place || !setting) return place;
  throw new CommandError(`FULMAR_KEEP_IN is ${places.join(' or ')}, not ${setting}.`);
}

interface Kept {
  /** Of the context. */
  readonly name: string;
  readonly token: string;
  readonly place: TokenPlace | undefined;
}

/** What the file has to hold of a token: null where the keyring keeps it. Throws where it should, and does not. */
export async function keepToken(
  deps: CliDeps,
  { name, token, place }: Kept,
): Promise<string | null> {
  const keyring = findKeyring(deps);
  if (place === 'file') {
    await keyring?.remove(name); // an earlier one
    return token;
  }
  if (await keyring?.keep(name, token)) return null;
  if (place === undefined) return token;
  throw new CommandError(
    'There is no keyring that keeps the token: it needs secret-tool and an unlocked one.',
  );
}
