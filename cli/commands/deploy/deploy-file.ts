import { defaultProjectFile, readProject } from '../../files/read-project.ts';
import { CommandError } from '../../output/command-error.ts';
import { desiredOf } from '../apply/desired.ts';
import type { Context } from '../context.ts';
import { deployOne } from './deploy-one.ts';
import { type Flags, wantedOf } from './flags.ts';

/** Deploys the unikernels of a file, or the one of them that is named, one after another. */
export async function deployFile(
  context: Context,
  name: string | undefined,
  flags: Flags,
): Promise<void> {
  const { force, revision, ...given } = wantedOf(flags);
  if (Object.keys(given).length > 0 || flags.signature !== undefined) {
    throw new CommandError(
      'Say in the file what is to be deployed, or name the unikernel: not both.',
    );
  }
  const { file = defaultProjectFile } = flags;
  const { unikernels } = await desiredOf(await context.api(), await readProject(file));
  const chosen = unikernels.filter(({ place }) => name === undefined || place.name === name);
  if (chosen.length === 0) {
    throw new CommandError(`${file} names no unikernel${name === undefined ? '' : ` ${name}`}.`);
  }
  for (const { place, wanted, image, signature } of chosen) {
    await deployOne(
      context,
      { place, image, signature, wanted: { ...wanted, force, revision } },
      flags,
    );
  }
}
